namespace ScaleNet.Architecture.Weights;

/// <summary>What follows from an <see cref="ElementType"/> alone.</summary>
public static class ElementTypeExtensions
{
    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => sizeof(long),
        ElementType.Float32 or ElementType.Int32 => sizeof(int),
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => sizeof(short),
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => sizeof(byte),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };
}
