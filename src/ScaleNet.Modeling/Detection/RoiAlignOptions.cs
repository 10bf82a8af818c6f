namespace ScaleNet.Modeling.Detection;

/// <summary>How the map under a region is read into a grid of fixed size (RoIAlign; He et al. 2017, "Mask R-CNN", §3).</summary>
/// <param name="Height">Bins from top to bottom.</param>
/// <param name="Width">Bins from left to right.</param>
/// <param name="SamplingRatio">Samples along each side of a bin; <see cref="Adaptive"/>: as many as a bin has cells, rounded up.</param>
/// <param name="Aligned">
/// Whether a region is moved by half a cell, so that cells' values stand at their centres. Without it a region is at least one
/// cell wide and high, as published detectors have it.
/// </param>
public sealed record RoiAlignOptions(int Height, int Width, int SamplingRatio, bool Aligned)
{
    /// <summary>The sampling ratio that follows the region's size.</summary>
    public const int Adaptive = 0;

    /// <summary>Bins of a region.</summary>
    public int Bins => Height * Width;
}
