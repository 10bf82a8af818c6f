using ScaleNet.Architecture.Graphs.Operations;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes a change of a map's size with PyTorch's coordinates.</summary>
/// <remarks>
/// PyTorch's nearest reads pixel floor(i * from / to), ONNX's "asymmetric" with "floor"; its bilinear without aligned corners
/// reads (i + 0.5) * from / to - 0.5, ONNX's "half_pixel". The target is given as factors, not as sizes: factors leave
/// the batch free in every opset.
/// </remarks>
internal static class OnnxResize
{
    /// <summary>Adds the operator.</summary>
    /// <returns>The resized value; the input itself where its size is right.</returns>
    public static string Add(OnnxGraph graph, ResizeOp op, NodeContext context)
    {
        if (context.Free is { } free)
        {
            return OnnxFreeResize.Add(graph, op, context, free);
        }

        var (from, to) = (context.InputShapes[0], context.Shape);
        if (from == to)
        {
            return context.Inputs[0];
        }

        var isNearest = op.IsNearest(from, to);
        if (isNearest && !(AsymmetricAgrees(from.Height, to.Height) && AsymmetricAgrees(from.Width, to.Width)))
        {
            return AddGather(graph, context);
        }

        var factors = graph.AddConstant(
            $"{context.Value}.factors", [1, 1, Factor(from.Height, to.Height), Factor(from.Width, to.Width)], 4);
        return AddResize(graph, context.Value, [context.Inputs[0], "", factors], isNearest);
    }

    /// <summary>Adds the operator Resize with PyTorch's coordinates.</summary>
    internal static string AddResize(OnnxGraph graph, string value, IEnumerable<string> inputs, bool isNearest) => isNearest
        ? graph.Add(
            "Resize",
            value,
            inputs,
            Word("mode", "nearest"),
            Word("coordinate_transformation_mode", "asymmetric"),
            Word("nearest_mode", "floor"))
        : graph.Add("Resize", value, inputs, Word("mode", "linear"), Word("coordinate_transformation_mode", "half_pixel"));

    /// <summary>The source pixel of target pixel <paramref name="i"/> as PyTorch computes it, in single precision.</summary>
    internal static int NearestSource(int i, int from, int to) => Math.Min((int)MathF.Floor(i * ((float)from / to)), from - 1);

    /// <summary>The smallest factor with which ONNX's floor(from * factor) is the target's side, in single and in double precision.</summary>
    internal static float Factor(int from, int to)
    {
        var factor = (float)to / from;
        while ((double)from * factor < to) // then the rounded product is not less either
        {
            factor = MathF.BitIncrement(factor);
        }

        return factor;
    }

    // Both formulas are exact where a side is a multiple of the other; else rounding can part them at whole numbers.
    internal static bool AsymmetricAgrees(int from, int to)
    {
        var factor = Factor(from, to);
        return Enumerable.Range(0, to).All(i => (int)MathF.Floor(i / factor) == NearestSource(i, from, to));
    }

    private static string AddGather(OnnxGraph graph, NodeContext context)
    {
        var (from, to) = (context.InputShapes[0], context.Shape);
        var rows = graph.AddConstant($"{context.Value}.rows", Sources(from.Height, to.Height));
        var columns = graph.AddConstant($"{context.Value}.columns", Sources(from.Width, to.Width));
        var tall = graph.Add("Gather", $"{context.Value}.tall", [context.Inputs[0], rows], Integer("axis", 2));
        return graph.Add("Gather", context.Value, [tall, columns], Integer("axis", 3));
    }

    private static long[] Sources(int from, int to) =>
        [.. Enumerable.Range(0, to).Select(i => (long)NearestSource(i, from, to))];
}
