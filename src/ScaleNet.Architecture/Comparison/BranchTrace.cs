using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Comparison;

/// <summary>Follows a branch from its merge back to where the branches parted.</summary>
internal sealed class BranchTrace(Graph graph, ImmutableArray<MapShape> shapes)
{
    private readonly int[] _readers = CountReaders(graph);

    /// <summary>Whether the branch was enlarged on its way.</summary>
    public bool IsEnlarged(int end) => Chain(end).Any(node => node.Op is ResizeOp);

    /// <summary>What the branch does.</summary>
    /// <param name="end">The node that the merge reads.</param>
    /// <param name="isSum">Whether it is added: then its last convolution may widen it, and its input is what it carries.</param>
    public MultiScaleBranch Follow(int end, bool isSum)
    {
        var chain = Chain(end).ToList();
        var convolutions = chain.Where(node => node.Op is Conv2dOp).ToList();
        var kernel = Chain(end, passSums: true).Select(node => node.Op).OfType<Conv2dOp>()
            .Select(op => op.Kernel).DefaultIfEmpty(0).Max();
        var pooling = chain.Select(node => node.Op).OfType<MaxPoolOp>().Where(pool => pool.Stride == 1)
            .Select(pool => pool.Kernel).FirstOrDefault();
        var carried = isSum && convolutions.Count > 0
            ? ((Conv2dOp)convolutions[^1].Op).InChannels
            : shapes[end].Channels;
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

    // The end itself, then its first inputs, up to what other nodes read too. A sum ends the branch too, or is a residual
    // block's, whose layers count.
    private IEnumerable<Node> Chain(int end, bool passSums = false)
    {
        var node = graph.Nodes[end];
        while (_readers[node.Index] == 1 && node.Op is not (InputOp or ConcatOp) && (passSums || node.Op is not AddOp))
        {
            yield return node;
            node = graph.Nodes[node.Inputs[0]];
        }
    }

    // Who takes only the size of a map does not read it.
    private static int[] CountReaders(Graph graph)
    {
        var readers = new int[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Op is ResizeOp ? node.Inputs[..1] : node.Inputs)
            {
                readers[input]++;
            }
        }

        return readers;
    }
}
