using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export;

/// <summary>Every operation of a network as ONNX writes it. Each method returns the name of the value that holds the result.</summary>
/// <remarks>An operation that changes nothing adds no operator: its result is its input.</remarks>
internal sealed class OnnxOperations(OnnxGraph graph, WeightFile weights) : IOpVisitor<NodeContext, string>
{
    public string Visit(InputOp op, NodeContext context) =>
        throw new InvalidOperationException("The input is a value of the graph, not an operator.");

    public string Visit(Conv2dOp op, NodeContext context) => graph.Add(
        "Conv",
        context.Value,
        [.. context.Inputs, .. op.State.Select(tensor => State(context, tensor.Name))],
        Integers("kernel_shape", op.Kernel, op.Kernel),
        Integers("strides", op.Stride, op.Stride),
        Integers("pads", op.Padding, op.Padding, op.Padding, op.Padding),
        Integer("group", op.Groups));

    public string Visit(BatchNormOp op, NodeContext context) => graph.Add(
        "BatchNormalization",
        context.Value,
        [
            .. context.Inputs, State(context, "weight"), State(context, "bias"),
            State(context, "running_mean"), State(context, "running_var"),
        ],
        Number("epsilon", op.Epsilon));

    public string Visit(ReluOp op, NodeContext context) => graph.Add("Relu", context.Value, context.Inputs);

    public string Visit(SigmoidOp op, NodeContext context) => graph.Add("Sigmoid", context.Value, context.Inputs);

    public string Visit(SwishOp op, NodeContext context)
    {
        var gate = graph.Add("Sigmoid", $"{context.Value}.gate", context.Inputs);
        return graph.Add("Mul", context.Value, [context.Inputs[0], gate]);
    }

    public string Visit(MaxPoolOp op, NodeContext context) => OnnxMaxPool.Add(graph, op, context);

    public string Visit(AvgPoolOp op, NodeContext context) => graph.Add(
        "AveragePool",
        context.Value,
        context.Inputs,
        Integers("kernel_shape", op.Kernel, op.Kernel),
        Integers("strides", op.Stride, op.Stride),
        Integers("pads", op.Padding, op.Padding, op.Padding, op.Padding),
        Integer("count_include_pad", 1));

    public string Visit(GlobalAvgPoolOp op, NodeContext context) =>
        graph.Add("GlobalAveragePool", context.Value, context.Inputs);

    public string Visit(ResizeOp op, NodeContext context) => OnnxResize.Add(graph, op, context);

    public string Visit(ConcatOp op, NodeContext context) => context.Inputs.Length == 1
        ? context.Inputs[0]
        : graph.Add("Concat", context.Value, context.Inputs, Integer("axis", 1));

    public string Visit(AddOp op, NodeContext context) => graph.Add("Add", context.Value, context.Inputs);

    public string Visit(MultiplyOp op, NodeContext context) => graph.Add("Mul", context.Value, context.Inputs);

    public string Visit(SliceOp op, NodeContext context)
    {
        var first = graph.AddConstant($"{context.Value}.first", op.First);
        var end = graph.AddConstant($"{context.Value}.end", op.First + op.Count);
        var axis = graph.AddConstant($"{context.Value}.axis", 1);
        return graph.Add("Slice", context.Value, [context.Inputs[0], first, end, axis]);
    }

    public string Visit(DropoutOp op, NodeContext context) => context.Inputs[0];

    public string Visit(FlattenOp op, NodeContext context) =>
        graph.Add("Flatten", context.Value, context.Inputs, Integer("axis", 1));

    public string Visit(LinearOp op, NodeContext context) => graph.Add(
        "Gemm",
        context.Value,
        [.. context.Inputs, State(context, "weight"), State(context, "bias")],
        Integer("transB", 1));

    private string State(NodeContext context, string tensor)
    {
        var key = $"{context.Node.Path}.{tensor}";
        return graph.AddTensor(key, weights.Tensors[key]);
    }
}
