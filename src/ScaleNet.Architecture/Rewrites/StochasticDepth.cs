using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Leaves residual branches out at random in training (Huang et al. 2016), each image for itself.</summary>
/// <remarks>
/// The chance rises linearly from 0 at the first residual branch to the given one at the last, as timm does it for ResNets (its MixNets
/// count blocks without a shortcut too). What is kept grows by
/// 1 / (1 - chance). When evaluating, the network computes exactly what it did before; its state is the same.
/// </remarks>
public static class StochasticDepth
{
    /// <summary>The network for training.</summary>
    /// <param name="graph">A network with residual branches.</param>
    /// <param name="lastRate">The last branch's chance to be left out, in [0,1).</param>
    /// <exception cref="SpecException">The network has none, or the chance is out of range.</exception>
    public static Graph Insert(Graph graph, double lastRate)
    {
        if (lastRate is not (>= 0 and < 1))
        {
            throw new SpecException(FormattableString.Invariant($"drop path: got {lastRate}, expected 0 to below 1."));
        }

        var additions = graph.Nodes.Where(node => node.Op is AddOp { IsResidual: true }).ToList();
        if (additions.Count == 0)
        {
            throw new SpecException(
                $"{graph.Name}: has no residual branches that could be left out. Use a recipe without stochastic depth (dropPath 0).");
        }

        var copy = new GraphCopy(graph);
        foreach (var node in graph.Nodes)
        {
            var block = additions.IndexOf(node);
            if (block < 1)
            {
                copy.Keep(node); // the first block's chance is 0
                continue;
            }

            var drop = new DropoutOp(lastRate * block / (additions.Count - 1), WholeMaps: true);
            var branch = copy.Add($"{node.Path}_drop_path", node.Part, drop, [copy[node.Inputs[0]]]);
            copy[node.Index] = copy.Add(node.Path, node.Part, node.Op, [branch, copy[node.Inputs[1]]]);
        }

        return copy.Finish();
    }
}
