using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Graphs;

/// <summary>Writes a graph in the manner of a forward pass.</summary>
/// <remarks>
/// Paths are relative to the open scope, so <c>Scope("layer1.0")</c> and <c>Conv(x, "conv1", ...)</c> make the state key
/// <c>layer1.0.conv1.weight</c>. Operations without state are named after their kind.
/// </remarks>
public sealed class GraphBuilder(string name)
{
    private readonly List<Node> _nodes = [];
    private readonly List<int> _channels = [];
    private readonly List<GraphOutput> _outputs = [];
    private readonly Dictionary<string, int> _unnamed = [];
    private string _prefix = "";
    private string _part = "";

    /// <summary>How the network's weights are drawn before training.</summary>
    public WeightInitialization Initialization { get; set; } = WeightInitialization.Default;

    /// <summary>The image; the first call of all.</summary>
    public NodeId Input(int channels) => Append("input", new InputOp(channels));

    /// <summary>Convolution; padding defaults to half the kernel, which keeps the size at stride 1.</summary>
    public NodeId Conv(
        NodeId x,
        string path,
        int channels,
        int kernel,
        int stride = 1,
        int? padding = null,
        bool bias = false,
        int groups = 1,
        BranchPlace? branch = null,
        ConvolutionStart? start = null)
    {
        return Append(
            path, new Conv2dOp(Channels(x), channels, kernel, stride, padding ?? kernel / 2, bias, groups, start), branch, x);
    }

    /// <summary>Batch normalisation with PyTorch's default momentum.</summary>
    public NodeId BatchNorm(
        NodeId x, string path, double epsilon = BatchNormOp.DefaultEpsilon, bool startsAtZero = false)
    {
        return Append(
            path, new BatchNormOp(Channels(x), epsilon, BatchNormOp.DefaultMomentum, startsAtZero), null, x);
    }

    /// <summary>Convolution, then batch normalisation.</summary>
    public NodeId ConvBn(
        NodeId x,
        string conv,
        string bn,
        int channels,
        int kernel,
        int stride = 1,
        int groups = 1,
        bool startsAtZero = false)
    {
        return BatchNorm(Conv(x, conv, channels, kernel, stride, groups: groups), bn, startsAtZero: startsAtZero);
    }

    /// <summary>Rectified linear unit.</summary>
    public NodeId Relu(NodeId x) => Append(null, new ReluOp(), null, x);

    /// <summary>Sigmoid.</summary>
    public NodeId Sigmoid(NodeId x) => Append(null, new SigmoidOp(), null, x);

    /// <summary>Swish.</summary>
    public NodeId Swish(NodeId x) => Append(null, new SwishOp(), null, x);

    /// <summary>Max-pooling.</summary>
    public NodeId MaxPool(
        NodeId x, int kernel, int stride, int padding = 0, bool shrinkToMap = false, bool roundUp = false)
    {
        return Append(null, new MaxPoolOp(kernel, stride, padding, shrinkToMap, roundUp), null, x);
    }

    /// <summary>Average pooling.</summary>
    public NodeId AvgPool(NodeId x, int kernel, int stride, int padding = 0) =>
        Append(null, new AvgPoolOp(kernel, stride, padding), null, x);

    /// <summary>Global average pooling.</summary>
    public NodeId GlobalAvgPool(NodeId x) => Append(null, new GlobalAvgPoolOp(), null, x);

    /// <summary>Brings <paramref name="x"/> to the size of <paramref name="like"/>.</summary>
    public NodeId Resize(NodeId x, NodeId like, ResizeMode mode) => Append(null, new ResizeOp(mode), null, x, like);

    /// <summary>Concatenation over channels.</summary>
    public NodeId Concat(IEnumerable<NodeId> maps) => Append(null, new ConcatOp(), null, [.. maps]);

    /// <summary>Elementwise sum.</summary>
    public NodeId Add(NodeId x, NodeId y) => Append(null, new AddOp(), null, x, y);

    /// <summary>Sum of a residual branch and its shortcut.</summary>
    public NodeId AddResidual(NodeId branch, NodeId shortcut) => Append(null, new AddOp(IsResidual: true), null, branch, shortcut);

    /// <summary>A map whose channels are multiplied by a one-pixel map.</summary>
    public NodeId Multiply(NodeId x, NodeId gate) => Append(null, new MultiplyOp(), null, x, gate);

    /// <summary>Some neighbouring channels.</summary>
    public NodeId Slice(NodeId x, int first, int count) => Append(null, new SliceOp(first, count), null, x);

    /// <summary>Dropout.</summary>
    public NodeId Dropout(NodeId x, double rate) => Append(null, new DropoutOp(rate), null, x);

    /// <summary>Flattening of a square map of this side.</summary>
    public NodeId Flatten(NodeId x, int side = 1) => Append(null, new FlattenOp(side, side), null, x);

    /// <summary>Fully connected layer.</summary>
    public NodeId Linear(NodeId x, string path, int features) =>
        Append(path, new LinearOp(Channels(x), features), null, x);

    /// <summary>The number of channels of a node.</summary>
    public int Channels(NodeId x) => _channels[x.Index];

    /// <summary>Prefixes the paths of what follows, a part of its own, until it is disposed; scopes do not nest.</summary>
    public IDisposable Scope(string path) => Open(path, path);

    /// <summary>Makes what follows a part of its own, such as the stem, without a prefix to its paths.</summary>
    public IDisposable Part(string part) => Open("", part);

    /// <summary>Names an output.</summary>
    public void Output(string outputName, NodeId x) => _outputs.Add(new GraphOutput(outputName, x.Index));

    /// <summary>The finished graph.</summary>
    /// <exception cref="GraphException">It is not well formed.</exception>
    public Graph Build() => new(name, _nodes, _outputs, Initialization);

    /// <summary>A node of another graph under a longer path, with other inputs; its part stays.</summary>
    internal NodeId Copy(Node node, string prefix, ReadOnlySpan<NodeId> inputs) =>
        Append(prefix + node.Path, node.Part, node.Op, node.Branch, inputs);

    private NodeId Append(string? path, Op op, BranchPlace? branch = null, params ReadOnlySpan<NodeId> inputs)
    {
        var fullPath = FullPath(path, op);
        return Append(fullPath, _part.Length > 0 ? _part : fullPath, op, branch, inputs);
    }

    private NodeId Append(string fullPath, string part, Op op, BranchPlace? branch, ReadOnlySpan<NodeId> inputs)
    {
        var channels = new int[inputs.Length];
        var indices = ImmutableArray.CreateBuilder<int>(inputs.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            channels[i] = _channels[inputs[i].Index];
            indices.Add(inputs[i].Index);
        }

        try
        {
            _channels.Add(op.OutputChannels(channels));
        }
        catch (GraphException exception)
        {
            throw new GraphException($"{name}: node {_nodes.Count} {fullPath} ({op.Name}): {exception.Message}");
        }

        _nodes.Add(new Node(_nodes.Count, fullPath, part, op, indices.MoveToImmutable(), branch));
        return new NodeId(_nodes.Count - 1);
    }

    private string FullPath(string? path, Op op)
    {
        if (path is not null)
        {
            return Prefix(path);
        }

        var plain = Prefix(op.Name);
        var count = _unnamed[plain] = _unnamed.GetValueOrDefault(plain) + 1;
        return count == 1 ? plain : $"{plain}_{count}";
    }

    private string Prefix(string path) => _prefix.Length == 0 ? path : $"{_prefix}.{path}";

    private ScopeEnd Open(string prefix, string part)
    {
        if (_part.Length > 0)
        {
            throw new InvalidOperationException($"Scope {part} inside {_part}.");
        }

        (_prefix, _part) = (prefix, part);
        return new ScopeEnd(this);
    }

    private sealed class ScopeEnd(GraphBuilder owner) : IDisposable
    {
        public void Dispose() => (owner._prefix, owner._part) = ("", "");
    }
}
