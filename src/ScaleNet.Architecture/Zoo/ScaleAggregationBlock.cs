using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Zoo;

/// <summary>The scale-aggregation (SA) block of one stage.</summary>
/// <remarks>
/// 1x1 to <paramref name="planes"/> channels; per scale: max-pool by the scale, convolve, resize to the block's map, batch norm
/// (after the resizing); concatenate; one ReLU; 1x1 to four times the planes; add the shortcut; ReLU.
/// </remarks>
/// <param name="scales">Down-sampling factors.</param>
/// <param name="planes">Channels that every branch reads.</param>
/// <param name="side">The map's side at the design resolution, which fixes the branches' kernels.</param>
internal sealed class ScaleAggregationBlock(ImmutableArray<int> scales, int planes, int side)
{
    public NodeId Lower(GraphBuilder g, NodeId input, ImmutableArray<int> channels, int place, bool project)
    {
        var width = Bottleneck.Expansion * planes;
        var shortcut = project ? g.ConvBn(input, "downsample.0", "downsample.1", width, kernel: 1) : input;
        var x = g.Relu(g.ConvBn(input, "conv1", "bn1", planes, kernel: 1));
        var branches = Enumerable.Range(0, scales.Length)
            .Where(scale => channels[scale] > 0)
            .Select(scale => Branch(g, x, channels[scale], new BranchPlace(place, scale)))
            .ToList();
        var joined = g.Relu(branches.Count == 1 ? branches[0] : g.Concat(branches));
        return g.Relu(g.AddResidual(g.ConvBn(joined, "conv3", "bn3", width, kernel: 1), shortcut));
    }

    private NodeId Branch(GraphBuilder g, NodeId x, int channels, BranchPlace place)
    {
        var scale = scales[place.Scale];
        var pooled = scale == 1 ? x : g.MaxPool(x, scale, scale, shrinkToMap: true);
        var branch = g.Conv(pooled, $"conv2.{place.Scale}", channels, Kernel(place.Scale), branch: place);
        var full = scale == 1 ? branch : g.Resize(branch, x, ResizeMode.NearestWhereDivisible);
        return g.BatchNorm(full, $"bn2.{place.Scale}");
    }

    // The reference divides by 2^index, not by the scale: scale 7 counts as 8. Kept for all lists of scales, so that
    // released weights load and one rule holds. side / 2^index <= 1 without fractions:
    private int Kernel(int scaleIndex) => side <= 1 << scaleIndex ? 1 : 3;
}
