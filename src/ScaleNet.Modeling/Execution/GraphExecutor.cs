using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>Runs a graph node by node and frees every intermediate as soon as its last reader has run.</summary>
internal sealed class GraphExecutor
{
    private readonly Graph _graph;
    private readonly TorchOperations _operations;
    private readonly ImmutableArray<StateModule?> _state;
    private readonly ImmutableArray<ImmutableArray<int>> _readers;
    private readonly bool _inPlace;
    private readonly bool _normalizeAtBranchSize;

    public GraphExecutor(Graph graph, ImmutableArray<StateModule?> state, ExecutionOptions options)
    {
        _graph = graph;
        _state = state;
        _operations = new TorchOperations(options);
        _readers = graph.Readers();
        _inPlace = options.InPlace;
        _normalizeAtBranchSize = options.NormalizeAtBranchSize;
    }

    /// <summary>The values of the wanted nodes, which the caller owns.</summary>
    /// <param name="image">The input; borrowed.</param>
    /// <param name="wanted">Indices of nodes.</param>
    /// <param name="training">Whether batch norm and dropout do what they do in training.</param>
    /// <param name="noise">Where dropout draws from; null for libtorch's own generator.</param>
    /// <param name="exchange">With whom batch norm shares its statistics in training; null for nobody.</param>
    public Tensor[] Run(
        Tensor image, IReadOnlyList<int> wanted, bool training, Generator? noise = null, StatisticsExchange? exchange = null)
    {
        using var scope = NewDisposeScope();
        var pending = PendingReaders(wanted);
        var values = new Tensor?[_graph.Nodes.Length];
        var enlargements = new long[]?[_graph.Nodes.Length];
        foreach (var node in _graph.Nodes)
        {
            if (pending[node.Index] == 0)
            {
                continue;
            }

            Tensor[] inputs = node.Op is InputOp ? [image] : [.. node.Inputs.Select(input => values[input]!)];
            enlargements[node.Index] = Postponed(node, inputs, pending);
            values[node.Index] = enlargements[node.Index] is not null
                ? inputs[0].alias()
                : node.Op.Accept(_operations, new StepContext(
                    node,
                    inputs,
                    _state[node.Index],
                    training,
                    MayOverwrite(node, pending),
                    noise,
                    node.Op is BatchNormOp ? enlargements[node.Inputs[0]] : null,
                    exchange));
            Release(node, pending, values);
        }

        return [.. wanted.Select(node => values[node]!.alias().MoveToOuterDisposeScope())];
    }

    // The size to which a replication would enlarge, if the batch norm that alone reads it can do that afterwards.
    private long[]? Postponed(Node node, Tensor[] inputs, int[] pending)
    {
        if (!_normalizeAtBranchSize
            || node.Op is not ResizeOp resize
            || pending[node.Index] != 1
            || _readers[node.Index] is not [var reader]
            || _graph.Nodes[reader].Op is not BatchNormOp)
        {
            return null;
        }

        var (from, to) = (inputs[0].shape, inputs[1].shape);
        var isReplication = resize.IsNearest(from[2], from[3], to[2], to[3])
            && to[2] % from[2] == 0 && to[3] % from[3] == 0; // else some values count more than others
        return isReplication ? [to[2], to[3]] : null;
    }

    private int[] PendingReaders(IReadOnlyList<int> wanted)
    {
        var pending = new int[_graph.Nodes.Length];
        foreach (var node in wanted)
        {
            pending[node]++;
        }

        for (var index = pending.Length - 1; index >= 0; index--)
        {
            if (pending[index] > 0)
            {
                foreach (var input in _graph.Nodes[index].Inputs)
                {
                    pending[input]++;
                }
            }
        }

        return pending;
    }

    // Overwriting an input is right when this node alone reads it and the backward pass of what made it does not need the
    // overwritten values: a ReLU's does, those of batch norm, convolution, concatenation, addition, gating and resizing do not.
    private bool MayOverwrite(Node node, int[] pending)
    {
        if (!_inPlace || node.Inputs.IsEmpty || pending[node.Inputs[0]] != 1 || _readers[node.Inputs[0]].Length != 1)
        {
            return false;
        }

        return _graph.Nodes[node.Inputs[0]].Op is BatchNormOp or ConcatOp or AddOp or MultiplyOp or Conv2dOp;
    }

    private static void Release(Node node, int[] pending, Tensor?[] values)
    {
        foreach (var input in node.Inputs)
        {
            if (--pending[input] == 0)
            {
                // An in-place operation may hand back the very object it was given.
                if (!ReferenceEquals(values[input], values[node.Index]))
                {
                    values[input]!.Dispose();
                }

                values[input] = null;
            }
        }
    }
}
