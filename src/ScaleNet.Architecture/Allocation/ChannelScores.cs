using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Allocation;

/// <summary>How much every branch channel of a trained seed matters: by block, by scale, by channel.</summary>
/// <remarks>
/// The score is |gamma|, the absolute scale of the batch norm that follows the branch convolution (issue #1 of the release;
/// whether the sign counts was not published, the absolute value is our choice).
/// </remarks>
public sealed class ChannelScores
{
    /// <summary>Keeps scores that were read or made elsewhere.</summary>
    public ChannelScores(IEnumerable<ImmutableArray<ImmutableArray<float>>> blocks)
    {
        Blocks = [.. blocks];
    }

    /// <summary>[block][scale][channel]; every score is finite and not negative.</summary>
    public ImmutableArray<ImmutableArray<ImmutableArray<float>>> Blocks { get; }

    /// <summary>Reads the scores of a seed.</summary>
    /// <param name="graph">The seed's graph.</param>
    /// <param name="scales">Number of scales of the seed.</param>
    /// <param name="tensor">The seed's state: the values of the tensor with this key.</param>
    /// <exception cref="SpecException">A scale of batch norm is not finite, or the graph has no branches.</exception>
    public static ChannelScores Read(Graph graph, int scales, Func<string, float[]> tensor)
    {
        var readers = graph.Readers();
        var blocks = new List<ImmutableArray<float>[]>();
        foreach (var node in graph.Nodes)
        {
            if (node.Branch is { } place)
            {
                while (blocks.Count <= place.Block)
                {
                    blocks.Add(Enumerable.Repeat(ImmutableArray<float>.Empty, scales).ToArray());
                }

                blocks[place.Block][place.Scale] = Magnitudes(FollowingBatchNorm(graph, readers, node), tensor);
            }
        }

        return blocks.Count > 0
            ? new ChannelScores(blocks.Select(block => block.ToImmutableArray()))
            : throw new SpecException($"{graph.Name}: has no scale-aggregation blocks, so nothing can be allocated. Train a seed.");
    }

    private static string FollowingBatchNorm(Graph graph, ImmutableArray<ImmutableArray<int>> readers, Node node)
    {
        while (node.Op is not BatchNormOp)
        {
            node = graph.Nodes[readers[node.Index][0]];
        }

        return $"{node.Path}.weight";
    }

    private static ImmutableArray<float> Magnitudes(string key, Func<string, float[]> tensor)
    {
        var gamma = tensor(key);
        var bad = Array.FindIndex(gamma, value => !float.IsFinite(value));
        return bad < 0
            ? [.. gamma.Select(Math.Abs)]
            : throw new SpecException(FormattableString.Invariant(
                $"{key}[{bad}]: got {gamma[bad]}, expected a finite scale. The seed's training diverged; train it again."));
    }
}
