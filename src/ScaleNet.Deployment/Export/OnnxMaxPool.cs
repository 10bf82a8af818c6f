using ScaleNet.Architecture.Graphs.Operations;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes max-pooling. Rounding up is written as padding: readers of ONNX do not agree on which windows of its ceil_mode count.</summary>
internal static class OnnxMaxPool
{
    // What a maximum never takes.
    private static readonly float[] Lowest = [float.NegativeInfinity];

    /// <summary>Adds the operator.</summary>
    /// <returns>The pooled value.</returns>
    public static string Add(OnnxGraph graph, MaxPoolOp op, NodeContext context)
    {
        if (context.Free is { } free)
        {
            return AddFree(graph, op, context, free);
        }

        var (from, to) = (context.InputShapes[0], context.Shape);
        var (height, width) = (op.Window(from.Height), op.Window(from.Width));
        return AddPool(
            graph, context.Value, context.Inputs[0], op, (height, width), (End(from.Height, to.Height, height), End(from.Width, to.Width, width)));

        int End(int side, int windows, int window) =>
            Math.Max(op.Padding, ((windows - 1) * op.Stride) + window - side - op.Padding);
    }

    // Padding that is right for every side stands in the operator. There is none where small maps shrink the window and larger ones
    // leave a rest out: the small ones are then padded to the window, by a number that follows from the map.
    private static string AddFree(OnnxGraph graph, MaxPoolOp op, NodeContext context, FreeSides free)
    {
        var sides = free.Inputs[0];
        for (var end = op.Padding; end < op.Kernel || end == op.Padding; end++)
        {
            if (Fits(sides, end))
            {
                return AddPool(graph, context.Value, context.Inputs[0], op, (op.Kernel, op.Kernel), (end, end));
            }
        }

        if (!op.ShrinkToMap || op.Padding > 0 || !Fits([.. sides.Select(side => Math.Max(side, op.Kernel))], end: 0))
        {
            throw new ExportException($"{context.Node.Path}: pools maps of many sizes in a way that ONNX cannot write. Choose another network.");
        }

        var formula = new OnnxFormula(graph, $"{context.Value}.window");
        var missing = formula.Apply("Max", formula.Sub(formula.Integers(op.Kernel, op.Kernel), formula.Shape(context.Inputs[0], 2, 4)), formula.Integers(0));
        var padded = formula.Apply(
            "Pad", context.Inputs[0], formula.Concat(0, formula.Integers(0, 0, 0, 0, 0, 0), missing), formula.Numbers(Lowest));
        return AddPool(graph, context.Value, padded, op, (op.Kernel, op.Kernel), (0, 0));

        bool Fits(IReadOnlyList<int> maps, int end) => maps.Index().All(map =>
            (map.Item + op.Padding + end - op.Kernel) >= 0
            && ((map.Item + op.Padding + end - op.Kernel) / op.Stride) + 1 == free.Own[map.Index]);
    }

    private static string AddPool(
        OnnxGraph graph, string value, string map, MaxPoolOp op, (int Height, int Width) window, (int Bottom, int Right) end) => graph.Add(
        "MaxPool",
        value,
        [map],
        Integers("kernel_shape", window.Height, window.Width),
        Integers("strides", op.Stride, op.Stride),
        Integers("pads", op.Padding, op.Padding, end.Bottom, end.Right));
}
