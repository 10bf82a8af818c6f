using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Architecture.Cost;

/// <summary>What a detector costs for one image of a given size and a number of regions, counted as networks are.</summary>
/// <remarks>Convolutions and linear layers only: what is done between the networks (suppression, the reading of regions) is not in the MACs.</remarks>
/// <param name="Features">The backbone and the pyramid.</param>
/// <param name="ProposalHead">The proposal head on each level.</param>
/// <param name="BoxHead">The box head on one region.</param>
/// <param name="Regions">Regions that the box head sees.</param>
public sealed record DetectorCost(CostReport Features, ImmutableArray<CostReport> ProposalHead, CostReport BoxHead, int Regions)
{
    /// <summary>Learned values; the proposal head's count once for all levels.</summary>
    public long Parameters => Features.Parameters + ProposalHead[0].Parameters + BoxHead.Parameters;

    /// <summary>Multiply-accumulates.</summary>
    public long Macs => Features.Macs + ProposalHead.Sum(level => level.Macs) + (Regions * BoxHead.Macs);

    /// <summary>The cost of the largest image that the detector's sizes allow, with as many regions as it keeps.</summary>
    /// <exception cref="SpecException">The spec is not valid.</exception>
    /// <exception cref="GraphException">A network cannot take this size; the message names the node.</exception>
    public static DetectorCost OfLargestImage(FasterRcnnSpec spec) =>
        Measure(spec, Padded(spec.ShortSide), Padded(spec.LongSide), spec.Proposals.Kept);

    /// <summary>The cost of one image.</summary>
    /// <param name="spec">The detector.</param>
    /// <param name="height">Rows of the batch, pixels, after resizing and padding.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="regions">Regions that the box head sees.</param>
    /// <exception cref="SpecException">The spec is not valid.</exception>
    /// <exception cref="GraphException">A network cannot take this size; the message names the node.</exception>
    public static DetectorCost Measure(FasterRcnnSpec spec, int height, int width, int regions)
    {
        var graphs = spec.Lower();
        var shapes = ShapeInference.Infer(graphs.Features, height, width);
        var levels = graphs.Levels.Select(level => shapes[graphs.Features.Output(level).Index]);
        return new DetectorCost(
            CostModel.Measure(graphs.Features, height, width),
            [.. levels.Select(map => CostModel.Measure(graphs.ProposalHead, map.Height, map.Width))],
            CostModel.Measure(graphs.BoxHead, spec.ReadSide, spec.ReadSide),
            regions);
    }

    private static int Padded(int side) =>
        (side + FasterRcnnRules.SizeDivisor - 1) / FasterRcnnRules.SizeDivisor * FasterRcnnRules.SizeDivisor;
}
