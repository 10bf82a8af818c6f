using Onnx;

namespace ScaleNet.Deployment.Inference;

/// <summary>Nodes and tensors of a graph or function, with those of the graphs inside them.</summary>
internal sealed class ModelBody
{
    private readonly IEnumerable<NodeProto> _nodes;
    private readonly IEnumerable<TensorProto> _tensors;

    /// <summary>A graph.</summary>
    public ModelBody(GraphProto graph)
    {
        _nodes = graph.Node;
        _tensors = graph.Initializer.Concat(graph.SparseInitializer.SelectMany(Parts));
    }

    /// <summary>A function.</summary>
    public ModelBody(FunctionProto function)
    {
        _nodes = function.Node;
        _tensors = [];
    }

    /// <summary>Every node.</summary>
    public IEnumerable<NodeProto> Nodes() => _nodes.Concat(Inner().SelectMany(body => body.Nodes()));

    /// <summary>Every tensor that is stored.</summary>
    public IEnumerable<TensorProto> Tensors() => _tensors
        .Concat(Attributes().SelectMany(Stored))
        .Concat(Inner().SelectMany(body => body.Tensors()));

    private IEnumerable<AttributeProto> Attributes() => _nodes.SelectMany(node => node.Attribute);

    private IEnumerable<ModelBody> Inner() => Attributes()
        .SelectMany(attribute => attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs)
        .Select(graph => new ModelBody(graph));

    private static IEnumerable<TensorProto> Stored(AttributeProto attribute)
    {
        var sparse = attribute.SparseTensor is { } one ? attribute.SparseTensors.Prepend(one) : attribute.SparseTensors;
        var dense = attribute.T is { } tensor ? attribute.Tensors.Prepend(tensor) : attribute.Tensors;
        return dense.Concat(sparse.SelectMany(Parts));
    }

    private static IEnumerable<TensorProto> Parts(SparseTensorProto sparse) =>
        new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>();
}
