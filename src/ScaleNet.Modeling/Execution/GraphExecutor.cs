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
    private readonly ImmutableHashSet<int> _frozen;
    private readonly bool _inPlace;
    private readonly bool _normalizeAtBranchSize;

    /// <summary>Prepares to run a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="state">The tensors of each node.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="frozen">Nodes whose batch norm evaluates in training too.</param>
    public GraphExecutor(
        Graph graph, ImmutableArray<StateModule?> state, ExecutionOptions options, ImmutableHashSet<int> frozen)
    {
        _frozen = frozen;
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
        var values = new Tensor?[_graph.Nodes.Length];
        Compute(values, image, wanted, training, noise, exchange, isEnd: null);
        return [.. wanted.Select(node => values[node]!.alias().MoveToOuterDisposeScope())];
    }

    /// <summary>The first node, of those that one needs, whose value is accepted; null if none is.</summary>
    /// <param name="image">The input; borrowed.</param>
    /// <param name="wanted">Indices of the nodes that are run to.</param>
    /// <param name="training">Whether batch norm and dropout do what they do in training.</param>
    /// <param name="noise">Where dropout draws from; null for libtorch's own generator.</param>
    /// <param name="isEnd">Accepts a node's value, which is borrowed.</param>
    public Node? Find(Tensor image, IReadOnlyList<int> wanted, bool training, Generator? noise, Func<Node, Tensor, bool> isEnd)
    {
        using var scope = NewDisposeScope();
        return Compute(new Tensor?[_graph.Nodes.Length], image, wanted, training, noise, exchange: null, isEnd);
    }

    private Node? Compute(
        Tensor?[] values,
        Tensor image,
        IReadOnlyList<int> wanted,
        bool training,
        Generator? noise,
        StatisticsExchange? exchange,
        Func<Node, Tensor, bool>? isEnd)
    {
        var pending = PendingReaders(wanted);
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
                    training && !_frozen.Contains(node.Index),
                    MayOverwrite(node, pending),
                    noise,
                    node.Op is BatchNormOp ? enlargements[node.Inputs[0]] : null,
                    exchange));
            if (isEnd is not null && isEnd(node, values[node.Index]!))
            {
                return node;
            }

            Release(node, pending, values);
        }

        return null;
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
