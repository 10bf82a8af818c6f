using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Deployment.Export;

/// <summary>An ONNX graph under construction.</summary>
internal sealed class OnnxGraph(string name)
{
    private const string FreeBatch = "batch";

    private readonly HashSet<string> _state = new(StringComparer.Ordinal);

    /// <summary>What was added so far.</summary>
    public GraphProto Proto { get; } = new() { Name = name };

    /// <summary>Adds an operator with one output.</summary>
    /// <returns>The output.</returns>
    public string Add(string type, string output, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        AddMany(type, [output], inputs, attributes);
        return output;
    }

    /// <summary>Adds an operator with several outputs.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="outputs">What they are called; the first is the operator's own name.</param>
    /// <param name="inputs">What it reads; an empty word for an input that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    public void AddMany(
        string type, IReadOnlyList<string> outputs, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = type, Name = outputs[0] };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        Proto.Node.Add(node);
    }

    /// <summary>Adds a tensor of a network's state, in single precision; once, however often it is asked for.</summary>
    /// <returns>Its name.</returns>
    public string AddTensor(string tensorName, WeightTensor tensor)
    {
        if (!_state.Add(tensorName))
        {
            return tensorName;
        }

        var data = tensor.ElementType == ElementType.Float32
            ? tensor.Data
            : MemoryMarshal.AsBytes<float>(tensor.ToFloat32()).ToArray();
        return AddTensor(tensorName, TensorProto.Types.DataType.Float, tensor.Shape, data);
    }

    /// <summary>Adds a constant of single-precision numbers.</summary>
    /// <returns>Its name.</returns>
    public string AddConstant(string constantName, ReadOnlySpan<float> values, params IEnumerable<long> shape) => AddTensor(
        constantName, TensorProto.Types.DataType.Float, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Adds a constant list of integers.</summary>
    /// <returns>Its name.</returns>
    public string AddConstant(string constantName, params ReadOnlySpan<long> values) => AddTensor(
        constantName, TensorProto.Types.DataType.Int64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Adds a constant that is one double-precision number.</summary>
    /// <returns>Its name.</returns>
    public string AddDouble(string constantName, double value) => AddTensor(
        constantName, TensorProto.Types.DataType.Double, [], MemoryMarshal.AsBytes<double>([value]).ToArray());

    /// <summary>Adds a constant that is one integer.</summary>
    /// <returns>Its name.</returns>
    public string AddInteger(string constantName, long value) => AddTensor(
        constantName, TensorProto.Types.DataType.Int64, [], MemoryMarshal.AsBytes<long>([value]).ToArray());

    /// <summary>A single-precision input or output; a length that is not given is the free number of images.</summary>
    public static ValueInfoProto Describe(string value, params IEnumerable<long?> shape) => Describe(
        value, TensorProto.Types.DataType.Float, shape.Select(length => length is { } known ? Known(known) : Free(FreeBatch)));

    /// <summary>An input or output.</summary>
    public static ValueInfoProto Describe(
        string value, TensorProto.Types.DataType type, params IEnumerable<TensorShapeProto.Types.Dimension> shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape);
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions };
        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = tensor } };
    }

    /// <summary>A length of an axis.</summary>
    public static TensorShapeProto.Types.Dimension Known(long length) => new() { DimValue = length };

    /// <summary>A length that is not known, under a name; the same name means the same length, no name says nothing.</summary>
    public static TensorShapeProto.Types.Dimension Free(string name = "") =>
        name.Length > 0 ? new() { DimParam = name } : new TensorShapeProto.Types.Dimension();

    /// <summary>An attribute that is an integer.</summary>
    public static AttributeProto Integer(string attribute, long value) =>
        new() { Name = attribute, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>An attribute that is a graph.</summary>
    public static AttributeProto Body(string attribute, OnnxGraph body) =>
        new() { Name = attribute, Type = AttributeProto.Types.AttributeType.Graph, G = body.Proto };

    /// <summary>An attribute that is a list of integers.</summary>
    public static AttributeProto Integers(string attribute, params long[] values) =>
        new() { Name = attribute, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    /// <summary>An attribute that is a single-precision number.</summary>
    public static AttributeProto Number(string attribute, double value) =>
        new() { Name = attribute, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    /// <summary>An attribute that is a word.</summary>
    public static AttributeProto Word(string attribute, string value) =>
        new() { Name = attribute, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    private string AddTensor(
        string tensorName, TensorProto.Types.DataType type, IEnumerable<long> shape, ReadOnlyMemory<byte> data)
    {
        var tensor = new TensorProto
        {
            Name = tensorName,
            DataType = (int)type,
            RawData = UnsafeByteOperations.UnsafeWrap(data), // tensors are immutable: nothing is copied
        };
        tensor.Dims.AddRange(shape);
        Proto.Initializer.Add(tensor);
        return tensorName;
    }
}
