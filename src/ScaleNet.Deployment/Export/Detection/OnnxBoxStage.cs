using Onnx;
using ScaleNet.Architecture.Specs.Detection;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>A detector's second stage after its network, as operators: corrected for each class, cut, suppressed class by class, the best kept.</summary>
internal static class OnnxBoxStage
{
    /// <summary>Output: [n, 4], x1 y1 x2 y2 in the image's own pixels.</summary>
    public const string Boxes = "boxes";

    /// <summary>Output: [n], in [0, 1], falling.</summary>
    public const string Scores = "scores";

    /// <summary>Output: int64 [n], classes from 1.</summary>
    public const string Labels = "labels";

    // Scores are in [0, 1]; a box that is too small gets less.
    private const float TooSmall = -1;

    private const string Detections = "detections";

    /// <summary>Adds the operators and describes the outputs.</summary>
    /// <param name="graph">Where they go.</param>
    /// <param name="spec">The detector.</param>
    /// <param name="image">The image.</param>
    /// <param name="regions">[R, 4], pixels of the resized image.</param>
    /// <param name="logits">[R, K + 1], background first.</param>
    /// <param name="deltas">[R, 4 (K + 1)].</param>
    public static void Add(OnnxGraph graph, FasterRcnnSpec spec, PreparedImage image, string regions, string logits, string deltas)
    {
        var formula = new OnnxFormula(graph, "detections");
        var all = spec.Classes + 1;
        var scores = formula.Slice(formula.ApplyWith("Softmax", [logits], Integer("axis", 1)), 1, 1, all);
        var decoded = OnnxBoxes.Decode(
            formula,
            formula.Slice(formula.Reshape(deltas, -1, all, OnnxBoxes.Sides), 1, 1, all),
            formula.Unsqueeze(regions, 1),
            FasterRcnnRules.RegionCentre,
            FasterRcnnRules.RegionSize);
        var boxes = OnnxBoxes.Clip(formula, decoded, OnnxBoxes.AsCorners(formula, formula.ToFloat(image.Resized)));
        var best = Best(formula, spec, boxes, scores);
        var ratios = formula.Div(formula.ToFloat(image.Original), formula.ToFloat(image.Resized));
        graph.Add(
            "Mul", Boxes, [formula.Gather(formula.Reshape(boxes, -1, OnnxBoxes.Sides), best), OnnxBoxes.AsCorners(formula, ratios)]);
        graph.Add("Gather", Scores, [formula.Reshape(scores, -1), best], Integer("axis", 0));
        graph.Add("Add", Labels, [formula.Apply("Mod", best, formula.Integers(spec.Classes)), formula.Integers(1)]);
        graph.Proto.Output.Add(Describe(Boxes, TensorProto.Types.DataType.Float, Free(Detections), Known(OnnxBoxes.Sides)));
        graph.Proto.Output.Add(Describe(Scores, TensorProto.Types.DataType.Float, Free(Detections)));
        graph.Proto.Output.Add(Describe(Labels, TensorProto.Types.DataType.Int64, Free(Detections)));
    }

    // Places of the detections among regions x classes, by falling score; of equal ones by place. Boxes [R, K, 4], scores [R, K].
    private static string Best(OnnxFormula formula, FasterRcnnSpec spec, string boxes, string scores)
    {
        var isLarge = formula.Squeeze(OnnxBoxes.AreAtLeast(formula, boxes, BoxHeadSpec.LeastSide), 2);
        var valid = formula.Apply("Where", isLarge, scores, formula.Number(TooSmall));
        var kept = OnnxBoxes.Suppress(
            formula,
            formula.Transpose(boxes, 1, 0, 2),
            formula.Unsqueeze(formula.Transpose(valid, 1, 0), 1),
            spec.Boxes.Detections,
            spec.Boxes.SuppressionOverlap,
            spec.Boxes.LeastScore);
        var (classes, regions) = (formula.Squeeze(formula.Slice(kept, 1, 0, 1), 1), formula.Squeeze(formula.Slice(kept, 1, 2, 3), 1));
        var places = formula.Add(formula.Mul(regions, formula.Integers(spec.Classes)), classes);
        var count = formula.Apply("Shape", places);
        var (ordered, _) = formula.TopK(places, count, isLargest: false);
        var found = formula.Gather(formula.Reshape(scores, -1), ordered);
        var (_, best) = formula.TopK(found, formula.Apply("Min", count, formula.Integers(spec.Boxes.Detections)), isLargest: true);
        return formula.Gather(ordered, best);
    }
}
