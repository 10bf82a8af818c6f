using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Reads each region from the pyramid's level that fits its size.</summary>
/// <param name="Options">The grid; published detectors read 7 x 7 with two samples, not aligned.</param>
public sealed record MultiScaleRoiAlign(RoiAlignOptions Options)
{
    /// <summary>7 x 7 bins of 2 x 2 samples, as published detectors read them.</summary>
    public static MultiScaleRoiAlign Published { get; } = new(new RoiAlignOptions(7, 7, 2, Aligned: false));

    /// <summary>[sum of n, C, height, width]; the caller owns it.</summary>
    /// <param name="levels">[N, C, H, W] each, largest map first; borrowed.</param>
    /// <param name="boxes">Per image [n, 4], x1 y1 x2 y2 in pixels; borrowed.</param>
    /// <param name="imageHeight">Rows of the tallest image before padding, pixels.</param>
    public Tensor Read(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> boxes, int imageHeight)
    {
        var pyramid = PyramidLevels.Of(levels.Select(level => level.shape[2]), imageHeight);
        return RoiAlign.Read(levels, pyramid.Scales, BoxList.Regions(boxes, pyramid.IndexOf), Options);
    }
}
