using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>The allocation of a run's network.</summary>
/// <param name="Blocks">The blocks from input to output.</param>
/// <param name="Scales">The down-sampling factor of each column.</param>
/// <param name="Sides">Side of each block's map in px, at the size that the network is designed for.</param>
internal sealed record RunAllocation(
    IReadOnlyList<BlockAllocation> Blocks, IReadOnlyList<int> Scales, IReadOnlyList<int> Sides);
