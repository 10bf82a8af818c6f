using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Models;

/// <summary>What a model's network costs for one image, and of what parts it is.</summary>
/// <param name="Height">Rows of the image, px.</param>
/// <param name="Width">Its columns, px.</param>
/// <param name="Parameters">Learned values.</param>
/// <param name="Macs">Multiply-accumulates.</param>
/// <param name="Layers">The parts, from input to output.</param>
internal sealed record NetworkCost(int Height, int Width, long Parameters, long Macs, IReadOnlyList<LayerAnswer> Layers)
{
    /// <summary>Of a classifier.</summary>
    public static NetworkCost Of(CostReport cost) => new(cost.Height, cost.Width, cost.Parameters, cost.Macs, LayersOf(cost));

    /// <summary>Of a detector: its proposal head on all levels, which has one set of parameters, and its box head on all regions.</summary>
    public static NetworkCost Of(DetectorCost cost) => new(
        cost.Features.Height, cost.Features.Width, cost.Parameters, cost.Macs,
        [.. LayersOf(cost.Features), .. OnAllLevels(cost), .. OwnLayers(cost.BoxHead).Select(layer => layer with { Macs = cost.Regions * layer.Macs })]);

    private static IEnumerable<LayerAnswer> OnAllLevels(DetectorCost cost)
    {
        var macs = cost.ProposalHead.SelectMany(OwnLayers).ToLookup(layer => layer.Part, layer => layer.Macs);
        return OwnLayers(cost.ProposalHead[0]).Select(layer => layer with { Macs = macs[layer.Part].Sum() });
    }

    // What comes in is what another of the detector's networks gives.
    private static LayerAnswer[] OwnLayers(CostReport cost) => LayersOf(cost with { Nodes = [.. cost.Nodes.Where(node => node.Node.Op is not InputOp)] });

    private static LayerAnswer[] LayersOf(CostReport cost)
    {
        var outputs = cost.Nodes.GroupBy(node => node.Node.Part).ToDictionary(part => part.Key, part => part.Last().Output);
        return [.. cost.Parts().Select(part => new LayerAnswer(part.Part, outputs[part.Part].ToString(), part.Parameters, part.Macs))];
    }
}
