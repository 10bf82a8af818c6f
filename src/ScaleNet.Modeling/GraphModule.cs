using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling;

/// <summary>A network graph as a TorchSharp module: it trains, evaluates, and has the reference's state dictionary.</summary>
/// <remarks>
/// Shapes: image [N, C, H, W] to logits [N, classes]; a graph without logits, such as a part of a detector, is asked for its
/// outputs by name. The tensors are zeros until <see cref="ModuleState"/> fills them. What <c>forward</c> returns belongs to the caller.
/// </remarks>
public sealed class GraphModule : nn.Module<Tensor, Tensor>
{
    private readonly ImmutableArray<StateModule?> _nodeState;
    private readonly int[] _results;
    private GraphExecutor _executor;
    private StatisticsExchange? _exchange;

    /// <summary>Makes the modules of a graph.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="type">Type of parameters and statistics: float32 or float64.</param>
    /// <param name="device">Where the tensors live; the CPU if null.</param>
    public GraphModule(
        Graph graph, ExecutionOptions? options = null, ScalarType type = ScalarType.Float32, Device? device = null)
        : base(graph.Name)
    {
        NativeBackend.Initialize();
        Graph = graph;
        FloatType = type;
        Options = options ?? new ExecutionOptions();
        _results = [.. graph.Results.Select(output => output.Node)];
        var roots = new Dictionary<string, StateModule>();
        _nodeState = [.. graph.Nodes.Select(node => Register(node, roots, type, device ?? CPU))];
        _executor = new GraphExecutor(graph, _nodeState, Options, FrozenNodes);
    }

    /// <summary>The network.</summary>
    public Graph Graph { get; }

    /// <summary>Type of its parameters and statistics.</summary>
    public ScalarType FloatType { get; }

    /// <summary>How it is run.</summary>
    public ExecutionOptions Options { get; private set; }

    /// <summary>Nodes whose tensors stay as they are in training; indices in <see cref="Graph"/>.</summary>
    public ImmutableHashSet<int> FrozenNodes { get; private set; } = [];

    /// <summary>
    /// What dropout's masks of the next call in training depend on, alone; null for libtorch's own generator, whose state no
    /// checkpoint holds.
    /// </summary>
    public long? DropoutSeed { get; set; }

    /// <summary>
    /// In training, how batch norm adds its sums over all processes, so that its statistics are those of their batches together
    /// ("SyncBN"); null, the default, for the statistics of each process's own batch.
    /// </summary>
    public IStatisticsSum? JointStatistics
    {
        get => _exchange?.Sum;
        set
        {
            _exchange?.Dispose();
            _exchange = value is null ? null : new StatisticsExchange(value);
        }
    }

    /// <summary>Runs it otherwise from now on.</summary>
    public void Use(ExecutionOptions options)
    {
        Options = options;
        _executor = new GraphExecutor(Graph, _nodeState, options, FrozenNodes);
    }

    /// <summary>
    /// Keeps the tensors of some nodes as they are in training: their parameters get no gradients, their batch norms evaluate with
    /// the running statistics and do not move them. All other nodes train.
    /// </summary>
    /// <param name="nodes">Indices of nodes of <see cref="Graph"/>.</param>
    public void Freeze(ImmutableHashSet<int> nodes)
    {
        FrozenNodes = nodes;
        foreach (var node in Graph.Nodes)
        {
            foreach (var tensor in node.Op.State.Where(tensor => tensor.Kind == StateKind.Parameter))
            {
                _nodeState[node.Index]!.Get(tensor.Name).requires_grad = !nodes.Contains(node.Index);
            }
        }

        Use(Options);
    }

    /// <inheritdoc/>
    /// <exception cref="GraphException">It has no logits.</exception>
    public override Tensor forward(Tensor image) => Run(image, Graph.Logits)[0];

    /// <summary>The state in the reference implementation's order; the tensors are borrowed.</summary>
    /// <remarks>TorchSharp's own lists all parameters of all modules before all buffers.</remarks>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        foreach (var entry in StateDictionary.Describe(Graph))
        {
            var name = entry.Key[(entry.Node.Path.Length + 1)..];
            destination[prefix is null ? entry.Key : $"{prefix}.{entry.Key}"] = _nodeState[entry.Node.Index]!.Get(name);
        }

        return destination;
    }

    /// <summary>The values of several named outputs in one run; the caller owns them.</summary>
    /// <exception cref="GraphException">There is no such output.</exception>
    public IReadOnlyList<Tensor> Run(Tensor image, params ReadOnlySpan<string> outputs)
    {
        var wanted = new int[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            wanted[i] = Graph.Output(outputs[i]).Index;
        }

        return Run(image, wanted);
    }

    /// <summary>Runs to the logits, or to all outputs where there are none, node by node, until a node's value is accepted; for looking into a network.</summary>
    /// <remarks>Other processes have no part in it: batch norm takes this one's statistics.</remarks>
    /// <param name="image">[N, C, H, W]; borrowed.</param>
    /// <param name="isEnd">Accepts a node's value, which is borrowed.</param>
    /// <returns>The node; null if no value was accepted.</returns>
    public Node? FindNode(Tensor image, Func<Node, Tensor, bool> isEnd)
    {
        using var noise = Noise();
        return _executor.Find(image, _results, training, noise, isEnd);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            JointStatistics = null;
        }

        base.Dispose(disposing);
    }

    private Tensor[] Run(Tensor image, int[] wanted)
    {
        using var noise = Noise();
        return _executor.Run(image, wanted, training, noise, _exchange);
    }

    private Generator? Noise() => training && DropoutSeed is { } seed ? new Generator(unchecked((ulong)seed)) : null;

    private StateModule? Register(Node node, Dictionary<string, StateModule> roots, ScalarType type, Device device)
    {
        if (node.Op.State.IsEmpty)
        {
            return null;
        }

        var segments = node.Path.Split('.');
        if (!roots.TryGetValue(segments[0], out var place))
        {
            roots[segments[0]] = place = new StateModule(segments[0]);
            register_module(segments[0], place);
        }

        foreach (var segment in segments.Skip(1))
        {
            place = place.Child(segment);
        }

        foreach (var tensor in node.Op.State)
        {
            place.Add(tensor, type, device);
        }

        return place;
    }
}
