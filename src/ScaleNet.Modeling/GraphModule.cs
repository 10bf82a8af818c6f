using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling;

/// <summary>A network graph as a TorchSharp module: it trains, evaluates, and has the reference's state dictionary.</summary>
/// <remarks>
/// Shapes: image [N, C, H, W] to logits [N, classes]. The tensors are zeros until
/// <see cref="ModuleState"/> fills them. What <c>forward</c> returns belongs to the caller.
/// </remarks>
public sealed class GraphModule : nn.Module<Tensor, Tensor>
{
    private readonly ImmutableArray<StateModule?> _nodeState;
    private readonly int _logits;
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
        _logits = graph.Output(Graph.Logits).Index;
        var roots = new Dictionary<string, StateModule>();
        _nodeState = [.. graph.Nodes.Select(node => Register(node, roots, type, device ?? CPU))];
        _executor = new GraphExecutor(graph, _nodeState, Options);
    }

    /// <summary>The network.</summary>
    public Graph Graph { get; }

    /// <summary>Type of its parameters and statistics.</summary>
    public ScalarType FloatType { get; }

    /// <summary>How it is run.</summary>
    public ExecutionOptions Options { get; private set; }

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
        _executor = new GraphExecutor(Graph, _nodeState, options);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor image) => Run(image, [_logits])[0];

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

    /// <summary>The value of any node, for looking into a network; the caller owns it.</summary>
    public Tensor RunTo(Node node, Tensor image) => Run(image, [node.Index])[0];

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
        if (!training || DropoutSeed is not { } seed)
        {
            return _executor.Run(image, wanted, training, noise: null, _exchange);
        }

        using var noise = new Generator(unchecked((ulong)seed));
        return _executor.Run(image, wanted, training, noise, _exchange);
    }

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
