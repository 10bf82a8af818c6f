using Onnx;

namespace ScaleNet.Deployment.Quantization;

/// <summary>
/// A model in float32 beside which every operator is computed a second time with integers, from the same float32 inputs: so each
/// operator's own error can be told from those before it.
/// </summary>
internal static class ProbeModel
{
    /// <summary>The name of an operator's value that was computed with integers.</summary>
    public static string Probed(string value) => $"{value}/probed";

    /// <summary>Makes it.</summary>
    public static ModelProto Create(FloatModel model, QuantizationPlan plan, Calibration calibration, QuantizationOptions options)
    {
        var graph = new QdqGraph(model, options.Activations, options.ReduceWeights);
        foreach (var node in model.Nodes)
        {
            graph.AddCopy(node, node.Input, node.Output[0]);
        }

        foreach (var value in plan.Values)
        {
            graph.AddPair(value, calibration.Quantization(plan, value), plan.GroupOf(value), Rounded(value));
        }

        foreach (var node in Operators(plan))
        {
            Add(graph, node, plan, calibration);
        }

        return QdqWriter.Assemble(model, graph.Proto);
    }

    /// <summary>The operators that round: those that hand integers on do not count.</summary>
    public static IEnumerable<NodeProto> Operators(QuantizationPlan plan) =>
        plan.Integers.Where(node => plan.Role(node) is OperatorRole.Weighted or OperatorRole.Arithmetic);

    private static void Add(QdqGraph graph, NodeProto node, QuantizationPlan plan, Calibration calibration)
    {
        var result = plan.Result(node);
        var output = plan.HasFloatResult(node) ? Probed(result) : $"{result}/raw";
        if (plan.Role(node) == OperatorRole.Weighted)
        {
            graph.AddWeighted(node, Rounded(node.Input[0]), calibration.Quantization(plan, node.Input[0]).Scale, output);
        }
        else
        {
            graph.AddCopy(node, node.Input.Select(Rounded), output);
        }

        if (!plan.HasFloatResult(node))
        {
            graph.AddPair(output, calibration.Quantization(plan, result), plan.GroupOf(result), Probed(result));
        }
    }

    private static string Rounded(string value) => $"{value}/rounded";
}
