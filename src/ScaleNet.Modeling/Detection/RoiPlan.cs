using System.Collections.Immutable;

namespace ScaleNet.Modeling.Detection;

/// <summary>All that a reading of regions needs to know besides the maps' values, forward and backward.</summary>
/// <param name="Options">The grid.</param>
/// <param name="Regions">In the order of the result.</param>
/// <param name="Scales">Map cells per pixel, by level.</param>
/// <param name="Shapes">[N, H, W, C] by level.</param>
/// <param name="Threads">Threads that may work at a time.</param>
internal sealed record RoiPlan(
    RoiAlignOptions Options,
    ImmutableArray<RoiRegion> Regions,
    ImmutableArray<double> Scales,
    ImmutableArray<ImmutableArray<long>> Shapes,
    int Threads)
{
    /// <summary>Channels of every level.</summary>
    public int Channels => (int)Shapes[0][^1];

    /// <summary>Columns of a region's level.</summary>
    public int WidthOf(RoiRegion region) => (int)Shapes[region.Level][2];

    /// <summary>Rows of a region's level.</summary>
    public int HeightOf(RoiRegion region) => (int)Shapes[region.Level][1];
}
