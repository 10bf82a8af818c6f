namespace ScaleNet.Deployment.Quantization;

/// <summary>The integers of a type, or those of them that are used.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
internal readonly record struct IntegerRange(int Least, int Most)
{
    /// <summary>Steps from one end to the other.</summary>
    public int Steps => Most - Least;

    /// <summary>All integers of the type.</summary>
    public static IntegerRange Of(ActivationType type) => type == ActivationType.UnsignedBytes
        ? new IntegerRange(byte.MinValue, byte.MaxValue)
        : new IntegerRange(sbyte.MinValue, sbyte.MaxValue);
}
