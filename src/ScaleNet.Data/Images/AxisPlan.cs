namespace ScaleNet.Data.Images;

/// <summary>
/// Along one axis: how long the source is, how long it becomes, and which part of the result is wanted.
/// </summary>
/// <param name="SourceLength">Source pixels.</param>
/// <param name="ScaledLength">Pixels after scaling; beyond 32 bits for a picture that is nearly a line.</param>
/// <param name="First">First scaled pixel that is wanted.</param>
/// <param name="Count">Scaled pixels that are wanted.</param>
internal readonly record struct AxisPlan(int SourceLength, long ScaledLength, long First, int Count)
{
    /// <summary>The whole of the axis at another length.</summary>
    public static AxisPlan Whole(int sourceLength, int targetLength) =>
        new(sourceLength, targetLength, 0, targetLength);

    /// <summary>
    /// The middle of the scaled axis. Half of an odd surplus goes to the even side, as the usual centre crop rounds.
    /// </summary>
    public static AxisPlan Middle(int sourceLength, long scaledLength, int count) =>
        new(sourceLength, scaledLength, (long)Math.Round((scaledLength - count) / 2.0, MidpointRounding.ToEven), count);
}
