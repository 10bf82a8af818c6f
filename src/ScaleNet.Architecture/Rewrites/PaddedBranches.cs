using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Which convolutions get channels of zeros, and which read them.</summary>
internal sealed class PaddedBranches
{
    private readonly Graph _graph;
    private readonly NodeUses _uses;
    private readonly int _multiple;
    private readonly Dictionary<int, int> _outputs = [];
    private readonly Dictionary<int, ImmutableArray<PaddedRange>> _columns = [];

    public PaddedBranches(Graph graph, int multiple)
    {
        (_graph, _uses, _multiple) = (graph, new NodeUses(graph), multiple);
        foreach (var concat in graph.Nodes.Where(node => node.Op is ConcatOp))
        {
            Consider(concat);
        }
    }

    /// <summary>The node's operation with its new numbers of channels.</summary>
    public Op Widened(Node node) => node.Op is Conv2dOp conv
        ? conv with
        {
            OutChannels = _outputs.GetValueOrDefault(node.Index, conv.OutChannels),
            InChannels = _columns.TryGetValue(node.Index, out var ranges) ? ranges.Sum(range => range.Padded) : conv.InChannels,
        }
        : node.Op;

    /// <summary>How the input channels of a convolution lie among zeros; empty if they stay.</summary>
    public ImmutableArray<PaddedRange> ColumnsOf(Node node) => _columns.GetValueOrDefault(node.Index, []);

    // All branches must end in a convolution of their own, and the joined map must go to one convolution alone.
    private void Consider(Node concat)
    {
        var sources = concat.Inputs.Select(Source).ToArray();
        if (Reader(concat) is not { } reader || sources.Any(source => source is null))
        {
            return;
        }

        var ranges = sources.Select(source => Range((Conv2dOp)source!.Op)).ToImmutableArray();
        if (ranges.All(range => range.Padded == range.Channels))
        {
            return;
        }

        foreach (var (source, range) in sources.Zip(ranges))
        {
            _outputs[source!.Index] = range.Padded;
        }

        _columns[reader.Index] = ranges;
    }

    private PaddedRange Range(Conv2dOp conv) =>
        new(conv.OutChannels, (conv.OutChannels + _multiple - 1) / _multiple * _multiple);

    // Zeros stay zeros through a ReLU and an enlargement.
    private Node? Source(int end)
    {
        var node = _graph.Nodes[end];
        while (node.Op is ReluOp or ResizeOp && _uses.IsPrivate(node.Index))
        {
            node = _graph.Nodes[node.Inputs[0]];
        }

        return node.Op is Conv2dOp { Groups: 1 } && _uses.IsPrivate(node.Index) ? node : null;
    }

    private Node? Reader(Node concat)
    {
        var node = concat;
        while (_uses.IsPrivate(node.Index))
        {
            node = _graph.Nodes[_uses.Readers[node.Index][0]];
            if (node.Op is Conv2dOp { Groups: 1 })
            {
                return node;
            }

            if (node.Op is not ReluOp)
            {
                return null;
            }
        }

        return null;
    }
}
