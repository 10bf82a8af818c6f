namespace ScaleNet.Data.Images;

/// <summary>
/// Along one axis: how long the source is, how long it becomes, and which part of the result is wanted.
/// </summary>
/// <param name="SourceLength">Source pixels that may be read.</param>
/// <param name="ScaledLength">Pixels after scaling; beyond 32 bits for a picture that is nearly a line.</param>
/// <param name="First">First scaled pixel that is wanted.</param>
/// <param name="Count">Scaled pixels that are wanted.</param>
internal readonly record struct AxisPlan(int SourceLength, long ScaledLength, long First, int Count)
{
    /// <summary>Where in the picture the source begins, px: that of a crop; what lies outside is not read.</summary>
    public int Offset { get; init; }

    /// <summary>Where in the source the scaled part begins; not whole where the picture was decoded at a smaller size.</summary>
    public double Start { get; init; }

    /// <summary>Source pixels, also parts of such, of the scaled part; null where it is all of the source.</summary>
    public double? Length { get; init; }

    /// <summary>The whole of the axis at another length.</summary>
    public static AxisPlan Whole(int sourceLength, int targetLength) =>
        new(sourceLength, targetLength, 0, targetLength);

    /// <summary>
    /// The middle of the scaled axis. Half of an odd surplus goes to the even side, as the usual centre crop rounds.
    /// </summary>
    public static AxisPlan Middle(int sourceLength, long scaledLength, int count) =>
        new(sourceLength, scaledLength, (long)Math.Round((scaledLength - count) / 2.0, MidpointRounding.ToEven), count);

    /// <summary>The two axes of the centre that a network looks at.</summary>
    /// <remarks>
    /// The short side (or whichever side reaches its size last) becomes the input's divided by the crop ratio, rounded down, the
    /// other keeps the proportions, rounded down, and the surplus is cut off evenly.
    /// </remarks>
    public static (AxisPlan Horizontal, AxisPlan Vertical) Center(int width, int height, Preprocessing preprocessing)
    {
        int coveredHeight = Covered(preprocessing.Height, preprocessing);
        int coveredWidth = Covered(preprocessing.Width, preprocessing);

        // In whole numbers: the tight side sets the scale, and the other side has the surplus.
        bool isHeightTight = (long)coveredHeight * width >= (long)coveredWidth * height;
        long scaledWidth = isHeightTight ? (long)width * coveredHeight / height : coveredWidth;
        long scaledHeight = isHeightTight ? coveredHeight : (long)height * coveredWidth / width;
        return (Middle(width, scaledWidth, preprocessing.Width), Middle(height, scaledHeight, preprocessing.Height));
    }

    /// <summary>A stretch of the picture, which may have been decoded at a fraction of its size.</summary>
    /// <param name="start">First pixel at full size.</param>
    /// <param name="length">Pixels at full size.</param>
    /// <param name="shrink">1, 2, 4 or 8.</param>
    /// <param name="count">Wanted pixels.</param>
    public static AxisPlan Stretch(int start, int length, int shrink, int count)
    {
        int first = start / shrink;
        int end = (start + length + shrink - 1) / shrink;
        return new AxisPlan(end - first, count, 0, count)
        {
            Offset = first,
            Start = ((double)start / shrink) - first,
            Length = (double)length / shrink,
        };
    }

    private static int Covered(int side, Preprocessing preprocessing) =>
        (int)Math.Floor(side / (preprocessing.CropRatio ?? 1));
}
