using Onnx;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Writes a model in the QDQ format.</summary>
internal sealed class QdqWriter
{
    private readonly FloatModel _model;
    private readonly QuantizationPlan _plan;
    private readonly Calibration _calibration;
    private readonly QdqGraph _graph;

    private QdqWriter(FloatModel model, QuantizationPlan plan, Calibration calibration, QuantizationOptions options)
    {
        (_model, _plan, _calibration) = (model, plan, calibration);
        _graph = new QdqGraph(model, options.Activations, options.ReduceWeights);
    }

    /// <summary>The model with integers where the plan says so.</summary>
    /// <remarks>Inputs, outputs and texts are the same; a value that is an output is given in float32.</remarks>
    public static ModelProto Write(FloatModel model, QuantizationPlan plan, Calibration calibration, QuantizationOptions options)
    {
        var writer = new QdqWriter(model, plan, calibration, options);
        writer.AddPairAfter(model.Input);
        foreach (var node in model.Nodes)
        {
            writer.Add(node);
        }

        return Assemble(model, writer._graph.Proto);
    }

    /// <summary>A model with other operators and the tensors that these read.</summary>
    public static ModelProto Assemble(FloatModel model, GraphProto graph)
    {
        var result = model.Proto.Clone();
        var read = graph.Node.SelectMany(node => new Inference.ModelBody(new GraphProto { Node = { node } }).Nodes())
            .SelectMany(node => node.Input).ToHashSet(StringComparer.Ordinal);
        var kept = result.Graph.Initializer.Where(tensor => read.Contains(tensor.Name)).ToList();
        result.Graph.Node.Clear();
        result.Graph.Node.AddRange(graph.Node);
        result.Graph.Initializer.Clear();
        result.Graph.Initializer.AddRange(kept.Concat(graph.Initializer));
        result.Graph.ValueInfo.Clear(); // of values that may not be there any more
        return result;
    }

    private void Add(NodeProto node)
    {
        switch (_plan.Role(node))
        {
            case OperatorRole.Clip:
                return;
            case OperatorRole.Float:
                _graph.AddCopy(node, node.Input.Select(ReadInFloat), RawName(node.Output[0]));
                break;
            case OperatorRole.Weighted:
                _graph.AddWeighted(
                    node, Numbers(node.Input[0]), _calibration.Quantization(_plan, node.Input[0]).Scale, RawName(_plan.Result(node)));
                break;
            default:
                var maps = OperatorRoles.Maps(node, _plan.Role(node)).ToHashSet(StringComparer.Ordinal);
                _graph.AddCopy(node, node.Input.Select(input => maps.Contains(input) ? Numbers(input) : input), RawName(_plan.Result(node)));
                break;
        }

        foreach (var output in _plan.Role(node) == OperatorRole.Float ? node.Output : [_plan.Result(node)])
        {
            AddPairAfter(output);
        }
    }

    private void AddPairAfter(string value)
    {
        if (_plan.Values.Contains(value))
        {
            _graph.AddPair(RawName(value), _calibration.Quantization(_plan, value), _plan.GroupOf(value), Numbers(value));
        }
    }

    // What an operator in float32 reads of another one was never rounded.
    private string ReadInFloat(string value) => _plan.Values.Contains(value) && _plan.IsMade(value) ? Numbers(value) : RawName(value);

    // An output has its name after the rounding if it was computed with integers, and before it otherwise.
    private string RawName(string value) => IsRoundedOutput(value) ? $"{value}/unrounded" : value;

    private string Numbers(string value) => IsRoundedOutput(value) ? value : $"{value}/quantized";

    private bool IsRoundedOutput(string value) => _model.IsOutput(value) && _plan.Values.Contains(value) && _plan.IsMade(value);
}
