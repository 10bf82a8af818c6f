namespace ScaleNet.Evaluation.Boxes;

/// <summary>The size at which a detector sees an image: the short side becomes one length unless the long side would exceed another.</summary>
/// <param name="ShortSide">Pixels that the short side is brought to.</param>
/// <param name="LongSide">Pixels that the long side never exceeds.</param>
public sealed record ResizeRule(int ShortSide, int LongSide)
{
    /// <summary>The published setting 600/1000.</summary>
    public static ResizeRule Published600 { get; } = new(600, 1000);

    /// <summary>The published setting 800/1200.</summary>
    public static ResizeRule Published800 { get; } = new(800, 1200);

    /// <summary>The setting 800/1333 of torchvision's and most other published detectors.</summary>
    public static ResizeRule Torchvision { get; } = new(800, 1333);

    /// <summary>The new size. A side can fall one pixel short of the rule: the scale is rounded to float32 and the sides are cut.</summary>
    /// <remarks>So do torchvision's published detectors, whose numbers hold for these sizes only.</remarks>
    /// <exception cref="ArgumentException">The image has no pixels, or less than one pixel would remain of a side.</exception>
    public ImageSize Of(ImageSize image)
    {
        if (image.Height <= 0 || image.Width <= 0)
        {
            throw new ArgumentException($"Resizing to {ShortSide}/{LongSide}: an image without pixels (got {image.Height}x{image.Width}).");
        }

        // Reciprocal and product are rounded apart, as the reference does; a quotient would give other sizes.
        double scale = MathF.Min(
            1f / Math.Min(image.Height, image.Width) * ShortSide, 1f / Math.Max(image.Height, image.Width) * LongSide);
        var size = new ImageSize((int)Math.Floor(image.Height * scale), (int)Math.Floor(image.Width * scale));
        return size is { Height: > 0, Width: > 0 }
            ? size
            : throw new ArgumentException(
                $"Resizing to {ShortSide}/{LongSide}: nothing remains of an image so narrow (got {image.Height}x{image.Width}).");
    }
}
