using System.Runtime.InteropServices;
using Onnx;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>A model in single precision, and who makes and who reads each of its values.</summary>
internal sealed class FloatModel
{
    private const int OldestOpset = 13; // whose QuantizeLinear has a scale a channel
    private const string QuantizedPrefix = "QLinear";

    private static readonly string[] QuantizedOperators =
        ["QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "ConvInteger", "MatMulInteger", "QGemm"];

    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, List<NodeProto>> _readers = [];
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly HashSet<string> _outputs;

    private FloatModel(ModelProto proto, string source)
    {
        (Proto, Source) = (proto, source);
        _constants = proto.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        _outputs = [.. proto.Graph.Output.Select(output => output.Name)];
        foreach (var node in proto.Graph.Node)
        {
            foreach (var output in node.Output)
            {
                _producers[output] = node;
            }

            foreach (var input in ReadBy(node))
            {
                (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
            }
        }
    }

    /// <summary>The model.</summary>
    public ModelProto Proto { get; }

    /// <summary>What to call it in errors.</summary>
    public string Source { get; }

    /// <summary>The name of its image input.</summary>
    public string Input => Proto.Graph.Input.First(input => !_constants.ContainsKey(input.Name)).Name;

    /// <summary>Its operators, each after those whose values it reads.</summary>
    public IReadOnlyList<NodeProto> Nodes => Proto.Graph.Node;

    /// <summary>Reads a model.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    /// <exception cref="QuantizationException">It is no model in single precision that can be quantised.</exception>
    public static FloatModel Read(string path) => Of(WholeModelFile.ReadMessage(path), path);

    /// <summary>Takes a model.</summary>
    /// <exception cref="QuantizationException">It is no model in single precision that can be quantised.</exception>
    public static FloatModel Of(ModelProto proto, string source)
    {
        if (proto.Graph.Node.FirstOrDefault(IsQuantized) is { } quantized)
        {
            throw new QuantizationException(
                $"{source}: is quantised already (got the operator {quantized.OpType}, expected a float32 model). Give the model it was made of.");
        }

        RequireSinglePrecision(proto, source);
        var opset = proto.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).DefaultIfEmpty(0).Max();
        return opset >= OldestOpset
            ? new FloatModel(proto, source)
            : throw new QuantizationException(FormattableString.Invariant(
                $"{source}: got opset {opset}, expected {OldestOpset} or newer, which can scale each channel. Export it again."));
    }

    /// <summary>The operator that makes a value; null for inputs and constants.</summary>
    public NodeProto? Producer(string value) => _producers.GetValueOrDefault(value);

    /// <summary>The operators that read a value, those with inner graphs that do included.</summary>
    public IReadOnlyList<NodeProto> Readers(string value) => _readers.GetValueOrDefault(value) ?? [];

    /// <summary>Whether the value is what the model gives.</summary>
    public bool IsOutput(string value) => _outputs.Contains(value);

    /// <summary>Whether the value is a stored tensor.</summary>
    public bool IsConstant(string value) => _constants.ContainsKey(value);

    /// <summary>A stored tensor of single precision; null for anything else.</summary>
    public TensorProto? FloatConstant(string value) =>
        _constants.GetValueOrDefault(value) is { DataType: (int)TensorProto.Types.DataType.Float } tensor ? tensor : null;

    /// <summary>The numbers of a stored tensor of single precision.</summary>
    public static float[] Floats(TensorProto tensor) => tensor.RawData.Length > 0
        ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray()
        : [.. tensor.FloatData];

    private static bool IsQuantized(NodeProto node) =>
        QuantizedOperators.Contains(node.OpType) || node.OpType.StartsWith(QuantizedPrefix, StringComparison.Ordinal);

    private static void RequireSinglePrecision(ModelProto proto, string source)
    {
        var inputs = proto.Graph.Input.Select(input => (input.Name, Type: input.Type?.TensorType?.ElemType ?? 0));
        var tensors = proto.Graph.Initializer.Where(tensor => tensor.Dims.Count > 1).Select(tensor => (tensor.Name, Type: tensor.DataType));
        var halves = new[] { TensorProto.Types.DataType.Float16, TensorProto.Types.DataType.Bfloat16, TensorProto.Types.DataType.Double };
        var other = inputs.Concat(tensors).FirstOrDefault(value => halves.Contains((TensorProto.Types.DataType)value.Type));
        if (other.Name is not null)
        {
            throw new QuantizationException(
                $"{source}: '{other.Name}' is {((TensorProto.Types.DataType)other.Type).ToString().ToLowerInvariant()}, expected a float32 model. "
                + "Export it in single precision.");
        }
    }

    // An operator with an inner graph, an If or a Loop, reads what that graph takes from outside.
    private static IEnumerable<string> ReadBy(NodeProto node)
    {
        var inner = node.Attribute
            .SelectMany(attribute => attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs)
            .SelectMany(graph => new ModelBody(graph).Nodes().SelectMany(part => part.Input).Concat(graph.Output.Select(output => output.Name)));
        return node.Input.Concat(inner).Where(name => name.Length > 0).Distinct();
    }
}
