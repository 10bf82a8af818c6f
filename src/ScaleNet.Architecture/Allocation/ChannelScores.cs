using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>How much every branch channel of a trained seed matters: by block, by scale, by channel.</summary>
/// <remarks>
/// The score is |gamma|, the absolute scale of the batch norm that follows the branch convolution (issue #1 of the release;
/// whether the sign counts was not published, the absolute value is our choice).
/// </remarks>
public sealed class ChannelScores
{
    /// <summary>Keeps scores that were read or made elsewhere.</summary>
    /// <exception cref="SpecException">A score is negative or not finite; the message says which.</exception>
    public ChannelScores(IEnumerable<ImmutableArray<ImmutableArray<float>>> blocks)
    {
        Blocks = [.. blocks];
        for (var block = 0; block < Blocks.Length; block++)
        {
            for (var scale = 0; scale < Blocks[block].Length; scale++)
            {
                RequireScores(Blocks[block][scale], block, scale);
            }
        }
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

    /// <summary>Refuses scores of another network.</summary>
    /// <exception cref="SpecException">Blocks, scales or channels differ.</exception>
    public void RequireOf(ScaleNetSpec seed)
    {
        var sameBlocks = seed.Blocks.Count() == Blocks.Length && seed.Blocks.Zip(Blocks).All(block =>
            block.First.SequenceEqual(block.Second.Select(channels => channels.Length)));
        if (!sameBlocks)
        {
            throw new SpecException($"{seed.Name}: the scores are not this seed's: their blocks, scales or channels differ.");
        }
    }

    /// <summary>Refuses scores from which nothing can be learned: all equal, as before the first step of a training.</summary>
    /// <param name="source">What to call the seed.</param>
    /// <exception cref="SpecException">All scores are the same number.</exception>
    public void RequireDifferences(string source)
    {
        var all = Blocks.SelectMany(block => block).SelectMany(channels => channels);
        if (all.Distinct().Take(2).Count() < 2)
        {
            throw new SpecException(FormattableString.Invariant(
                $"{source}: all scores are equal (got {all.FirstOrDefault()}), so they do not say which channels matter. ")
                + "Train the seed, or use a policy that does not look at them (even, random).");
        }
    }

    private static void RequireScores(ImmutableArray<float> scores, int block, int scale)
    {
        for (var channel = 0; channel < scores.Length; channel++)
        {
            if (!float.IsFinite(scores[channel]) || scores[channel] < 0)
            {
                throw new SpecException(FormattableString.Invariant(
                    $"scores of block {block}, scale number {scale}, channel {channel}: got {scores[channel]}, expected a finite number of at least 0. ")
                    + "Take absolute values, of a training that did not diverge.");
            }
        }
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
