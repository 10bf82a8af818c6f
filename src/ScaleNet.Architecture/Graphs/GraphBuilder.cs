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

    /// <summary>The image; the first call of all.</summary>
    public NodeId Input(int channels) => Append("input", new InputOp(channels));

    /// <summary>Convolution; padding defaults to half the kernel, which keeps the size at stride 1.</summary>
    public NodeId Conv(
        NodeId x, string path, int channels, int kernel, int stride = 1, int? padding = null, BranchPlace? branch = null)
    {
        return Append(
            path, new Conv2dOp(Channels(x), channels, kernel, stride, padding ?? kernel / 2), branch, x);
    }

    /// <summary>Batch normalisation with PyTorch's default constants.</summary>
    public NodeId BatchNorm(NodeId x, string path) => Append(
        path, new BatchNormOp(Channels(x), BatchNormOp.DefaultEpsilon, BatchNormOp.DefaultMomentum), null, x);

    /// <summary>Convolution, then batch normalisation.</summary>
    public NodeId ConvBn(NodeId x, string conv, string bn, int channels, int kernel, int stride = 1) =>
        BatchNorm(Conv(x, conv, channels, kernel, stride), bn);

    /// <summary>Rectified linear unit.</summary>
    public NodeId Relu(NodeId x) => Append(null, new ReluOp(), null, x);

    /// <summary>Max-pooling.</summary>
    public NodeId MaxPool(NodeId x, int kernel, int stride, int padding = 0, bool shrinkToMap = false) =>
        Append(null, new MaxPoolOp(kernel, stride, padding, shrinkToMap), null, x);

    /// <summary>Global average pooling.</summary>
    public NodeId GlobalAvgPool(NodeId x) => Append(null, new GlobalAvgPoolOp(), null, x);

    /// <summary>Brings <paramref name="x"/> to the size of <paramref name="like"/>.</summary>
    public NodeId Resize(NodeId x, NodeId like, ResizeMode mode) => Append(null, new ResizeOp(mode), null, x, like);

    /// <summary>Concatenation over channels.</summary>
    public NodeId Concat(IEnumerable<NodeId> maps) => Append(null, new ConcatOp(), null, [.. maps]);

    /// <summary>Elementwise sum.</summary>
    public NodeId Add(NodeId x, NodeId y) => Append(null, new AddOp(), null, x, y);

    /// <summary>Flattening of a one-pixel map.</summary>
    public NodeId Flatten(NodeId x) => Append(null, new FlattenOp(), null, x);

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
    public Graph Build() => new(name, _nodes, _outputs);

    private NodeId Append(string? path, Op op, BranchPlace? branch = null, params ReadOnlySpan<NodeId> inputs)
    {
        var fullPath = FullPath(path, op);
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

        var part = _part.Length > 0 ? _part : fullPath;
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
