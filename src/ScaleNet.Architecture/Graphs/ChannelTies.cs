using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Graphs;

/// <summary>Which channels of a network's maps are one and the same: they can be left out only together.</summary>
/// <remarks>
/// Convolutions and linear layers make new channels; what stands between hands them on; concatenation and slices place them; a sum, or a
/// gate, ties the channels of its inputs pair by pair. So all blocks of a residual stage put out the same channels.
/// </remarks>
public sealed class ChannelTies
{
    private ChannelTies(ImmutableArray<ImmutableArray<int>> channels, int count)
    {
        Channels = channels;
        Count = count;
    }

    /// <summary>[node][channel]: the number of the tie that the channel belongs to, from 0.</summary>
    public ImmutableArray<ImmutableArray<int>> Channels { get; }

    /// <summary>Number of ties.</summary>
    public int Count { get; }

    /// <summary>Reads a network.</summary>
    public static ChannelTies Of(Graph graph)
    {
        var reader = new Reader();
        foreach (var node in graph.Nodes)
        {
            reader.Maps.Add(node.Op.Accept(reader, node));
        }

        var numbers = new Dictionary<int, int>();
        var channels = reader.Maps
            .Select(map => map.Select(channel => NumberOf(numbers, reader.RootOf(channel))).ToImmutableArray())
            .ToImmutableArray();
        return new ChannelTies(channels, numbers.Count);
    }

    private static int NumberOf(Dictionary<int, int> numbers, int root)
    {
        if (!numbers.TryGetValue(root, out var number))
        {
            numbers[root] = number = numbers.Count;
        }

        return number;
    }

    // Union and find over all channels that were ever made.
    private sealed class Reader : IOpVisitor<Node, int[]>
    {
        private readonly List<int> _parents = [];

        public List<int[]> Maps { get; } = [];

        public int RootOf(int channel)
        {
            while (_parents[channel] != channel)
            {
                channel = _parents[channel] = _parents[_parents[channel]];
            }

            return channel;
        }

        public int[] Visit(InputOp op, Node context) => New(op.Channels);

        public int[] Visit(Conv2dOp op, Node context) => New(op.OutChannels);

        public int[] Visit(LinearOp op, Node context) => New(op.OutFeatures);

        public int[] Visit(BatchNormOp op, Node context) => First(context);

        public int[] Visit(ReluOp op, Node context) => First(context);

        public int[] Visit(SigmoidOp op, Node context) => First(context);

        public int[] Visit(SwishOp op, Node context) => First(context);

        public int[] Visit(MaxPoolOp op, Node context) => First(context);

        public int[] Visit(AvgPoolOp op, Node context) => First(context);

        public int[] Visit(GlobalAvgPoolOp op, Node context) => First(context);

        public int[] Visit(ResizeOp op, Node context) => First(context); // the second input gives its size only

        public int[] Visit(DropoutOp op, Node context) => First(context);

        // All pixels of a channel are left out with it.
        public int[] Visit(FlattenOp op, Node context) =>
            [.. First(context).SelectMany(channel => Enumerable.Repeat(channel, op.Pixels))];

        public int[] Visit(ConcatOp op, Node context) => [.. context.Inputs.SelectMany(input => Maps[input])];

        public int[] Visit(SliceOp op, Node context) => First(context)[op.First..(op.First + op.Count)];

        public int[] Visit(AddOp op, Node context) => Tied(context);

        public int[] Visit(MultiplyOp op, Node context) => Tied(context);

        private int[] First(Node node) => Maps[node.Inputs[0]];

        private int[] Tied(Node node)
        {
            var first = First(node);
            foreach (var other in node.Inputs.Skip(1).Select(input => Maps[input]))
            {
                for (var channel = 0; channel < first.Length; channel++)
                {
                    _parents[RootOf(other[channel])] = RootOf(first[channel]);
                }
            }

            return first;
        }

        private int[] New(int count)
        {
            var channels = Enumerable.Range(_parents.Count, count).ToArray();
            _parents.AddRange(channels);
            return channels;
        }
    }
}
