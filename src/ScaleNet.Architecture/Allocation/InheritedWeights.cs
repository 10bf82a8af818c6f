using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The kept channels' weights cut out of a trained seed: a warm start to compare with training from new random weights.</summary>
/// <remarks>
/// Of every scale of a block the channels with the highest scores are kept, as many as the structure says, in the seed's order; ties go to
/// the lower channel. A channel that goes takes along its row of the branch convolution, its place in the batch norm, and its column
/// of the convolution that reads the concatenation. With all channels kept, the network computes what the seed computes.
/// </remarks>
public static class InheritedWeights
{
    /// <summary>The state of a network with a structure that was allocated from a seed.</summary>
    /// <param name="seed">The seed's network.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="allocated">The network to fill.</param>
    /// <exception cref="SpecException">A branch of the network is wider than the seed's, or the scores are not this seed's.</exception>
    public static WeightFile Cut(ScaleNetSpec seed, ChannelScores scores, WeightFile weights, ScaleNetSpec allocated)
    {
        scores.RequireOf(seed);
        RequireWithin(seed, allocated);
        var (from, to) = (seed.Lower(), allocated.Lower());
        var ties = ChannelTies.Of(from);
        var gone = Gone(from, ties, scores, [.. allocated.Blocks]);
        var kept = ties.Channels.Select(channels => Kept(channels, gone)).ToArray();
        return new WeightFile(StateDictionary.Describe(to).Select(entry =>
        {
            var node = from[entry.Node.Path];
            var tensor = Cut(weights.Tensors[entry.Key], node, kept[node.Index], node.Inputs.Select(input => kept[input]).First());
            return KeyValuePair.Create(entry.Key, tensor);
        }));
    }

    private static void RequireWithin(ScaleNetSpec seed, ScaleNetSpec allocated)
    {
        foreach (var (place, (own, wanted)) in seed.Blocks.Zip(allocated.Blocks).Index())
        {
            for (var scale = 0; scale < own.Length; scale++)
            {
                if (wanted[scale] > own[scale])
                {
                    throw new SpecException(FormattableString.Invariant(
                        $"{allocated.Name}: block {place} has {wanted[scale]} channels at scale {seed.Scales[scale]}, the seed has {own[scale]}: ")
                        + "there is nothing to inherit for the others. Train it from random weights, or ask for a smaller budget.");
                }
            }
        }
    }

    private static HashSet<int> Gone(Graph seed, ChannelTies ties, ChannelScores scores, ImmutableArray<int>[] counts) =>
    [
        .. seed.Nodes.Where(node => node.Branch is not null).SelectMany(node =>
        {
            var place = node.Branch!.Value;
            var ranked = scores.Blocks[place.Block][place.Scale]
                .Select((score, channel) => (Score: score, Channel: channel))
                .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Channel);
            return ranked.Skip(counts[place.Block][place.Scale]).Select(entry => ties.Channels[node.Index][entry.Channel]);
        }),
    ];

    private static int[] Kept(ImmutableArray<int> channels, HashSet<int> gone) =>
        [.. Enumerable.Range(0, channels.Length).Where(channel => !gone.Contains(channels[channel]))];

    // Rows are output channels; of weights of convolutions and linear layers the next dimension is the input channels.
    private static WeightTensor Cut(WeightTensor tensor, Node node, int[] rows, int[] columns)
    {
        if (tensor.Shape.IsEmpty)
        {
            return tensor;
        }

        var hasColumns = node.Op is Conv2dOp or LinearOp && tensor.Shape.Length > 1;
        var allColumns = hasColumns ? (int)tensor.Shape[1] : 1;
        columns = hasColumns ? columns : [0];
        var cell = tensor.Data.Length / checked((int)tensor.Shape[0] * allColumns);
        var bytes = new byte[rows.Length * columns.Length * cell];
        var from = tensor.Data.Span;
        var place = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                from.Slice(((row * allColumns) + column) * cell, cell).CopyTo(bytes.AsSpan(place, cell));
                place += cell;
            }
        }

        ImmutableArray<long> shape = hasColumns
            ? tensor.Shape.SetItem(0, rows.Length).SetItem(1, columns.Length)
            : tensor.Shape.SetItem(0, rows.Length);
        return new WeightTensor(tensor.ElementType, shape, bytes);
    }
}
