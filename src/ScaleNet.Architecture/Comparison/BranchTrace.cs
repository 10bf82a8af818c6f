using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Comparison;

/// <summary>Follows a branch from its merge back to where the branches parted.</summary>
internal sealed class BranchTrace(Graph graph, ImmutableArray<MapShape> shapes)
{
    private readonly ImmutableArray<ImmutableArray<int>> _readers = graph.Readers();

    /// <summary>Whether the branch was enlarged on its way.</summary>
    public bool IsEnlarged(int end) => Chain(end).Any(node => node.Op is ResizeOp);

    /// <summary>What the branch does.</summary>
    /// <param name="end">The node that the merge reads.</param>
    /// <param name="isSum">Whether it is added: then its last convolution may widen it, and its input is what it carries.</param>
    public MultiScaleBranch Follow(int end, bool isSum)
    {
        var chain = Chain(end).ToList();
        var convolutions = chain.Where(node => node.Op is Conv2dOp).ToList();
        var kernel = convolutions.Select(node => ((Conv2dOp)node.Op).Kernel).DefaultIfEmpty(0).Max();
        var pooling = chain.Select(node => node.Op).OfType<MaxPoolOp>().Where(pool => pool.Stride == 1)
            .Select(pool => pool.Kernel).FirstOrDefault();
        var carried = !isSum ? shapes[end].Channels
            : convolutions.Count > 0 ? ((Conv2dOp)convolutions[^1].Op).InChannels
            : shapes[chain[^1].Index].Channels;
        return new MultiScaleBranch(kernel, Reduction(chain), pooling, carried);
    }

    // The pooling before an enlarged branch says it exactly; where there is none, the two sizes do.
    private int Reduction(List<Node> chain)
    {
        var enlargement = chain.FirstOrDefault(node => node.Op is ResizeOp);
        if (enlargement is null)
        {
            return 1;
        }

        var pool = chain.Select(node => node.Op).OfType<MaxPoolOp>().FirstOrDefault();
        var (small, large) = (shapes[enlargement.Inputs[0]].Height, shapes[enlargement.Index].Height);
        return pool?.Stride ?? (int)Math.Round((double)large / small);
    }

    // The end itself, then its first inputs, up to what other nodes read too or what merges.
    private IEnumerable<Node> Chain(int end)
    {
        var node = graph.Nodes[end];
        while (node.Op is not (InputOp or AddOp or ConcatOp))
        {
            yield return node;
            var input = graph.Nodes[node.Inputs[0]];
            if (_readers[input.Index].Length > 1)
            {
                yield break;
            }

            node = input;
        }
    }
}
