using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>A detector's first stage as operators: the best of each level, corrected, cut, suppressed, and the best over all levels.</summary>
internal sealed class OnnxProposals(OnnxGraph graph, FasterRcnnSpec spec, FasterRcnnGraphs graphs, PreparedImage image)
{
    // Scores are in [0, 1]; a box that is too small gets less.
    private const float TooSmall = -1;
    private const float AnyScore = -0.5f;

    private readonly List<string> _boxes = [];
    private readonly List<string> _scores = [];

    /// <summary>Adds the candidates of a level.</summary>
    /// <param name="objectness">[1, A, h, w], before the sigmoid.</param>
    /// <param name="deltas">[1, 4 A, h, w].</param>
    public void AddLevel(string objectness, string deltas)
    {
        var level = _boxes.Count;
        var formula = new OnnxFormula(graph, FormattableString.Invariant($"proposals/{level}/choice"));
        var logits = formula.Reshape(ByCell(formula, objectness), -1);
        var (best, indices) = formula.TopK(
            logits, formula.Apply("Min", formula.Apply("Shape", logits), formula.Integers(spec.Proposals.BeforeSuppression)), isLargest: true);
        var corrections = formula.Gather(formula.Reshape(ByCell(formula, deltas), -1, OnnxBoxes.Sides), indices);
        var boxes = OnnxBoxes.Clip(
            formula,
            OnnxBoxes.Decode(formula, corrections, Anchors(formula, level, formula.Shape(objectness, 2, 4), indices), centre: 1, size: 1),
            OnnxBoxes.AsCorners(formula, formula.ToFloat(image.Resized)));
        var isLarge = formula.Squeeze(OnnxBoxes.AreAtLeast(formula, boxes, ProposalSpec.LeastSide), 1);
        var scores = formula.Apply("Where", isLarge, formula.Apply("Sigmoid", best), formula.Number(TooSmall));
        var places = OnnxBoxes.Suppress(
            formula,
            formula.Unsqueeze(boxes, 0),
            formula.Unsqueeze(scores, 0, 1),
            spec.Proposals.Kept,
            spec.Proposals.SuppressionOverlap,
            AnyScore);
        var kept = formula.Squeeze(formula.Slice(places, 1, 2, 3), 1);
        _boxes.Add(formula.Gather(boxes, kept));
        _scores.Add(formula.Gather(scores, kept));
    }

    /// <summary>The proposals over all levels, [R, 4], by falling score.</summary>
    public string Finish()
    {
        var formula = new OnnxFormula(graph, "proposals/all");
        var scores = formula.Concat(0, _scores);
        var count = formula.Apply("Min", formula.Apply("Shape", scores), formula.Integers(spec.Proposals.Kept));
        return formula.Gather(formula.Concat(0, _boxes), formula.TopK(scores, count, isLargest: true).Indices);
    }

    // [1, A of a cell x numbers, h, w] to [1, h, w, A of a cell x numbers].
    private static string ByCell(OnnxFormula formula, string map) => formula.Transpose(map, 0, 2, 3, 1);

    // The anchors at some places of a level, which go by row, column, and anchor of a cell: [k, 4]. Strides are whole numbers.
    private string Anchors(OnnxFormula formula, int level, string mapSize, string indices)
    {
        var cell = AnchorCell.Of(graphs.AnchorSizes[level], spec.AnchorRatios);
        var perCell = formula.Integers(cell.Length / OnnxBoxes.Sides);
        var places = formula.Div(indices, perCell);
        var columns = formula.Slice(mapSize, 0, 1, 2);
        var strides = formula.Div(image.Padded, mapSize);
        var y = formula.Unsqueeze(formula.Mul(formula.Div(places, columns), formula.Slice(strides, 0, 0, 1)), 1);
        var x = formula.Unsqueeze(formula.Mul(formula.Apply("Mod", places, columns), formula.Slice(strides, 0, 1, 2)), 1);
        var anchors = formula.Gather(
            formula.Numbers(cell, cell.Length / OnnxBoxes.Sides, OnnxBoxes.Sides), formula.Apply("Mod", indices, perCell));
        return formula.Add(anchors, formula.ToFloat(formula.Concat(1, x, y, x, y)));
    }
}
