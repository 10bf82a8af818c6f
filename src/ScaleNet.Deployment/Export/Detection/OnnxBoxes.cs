using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>What is done with boxes, as operators: [..., 4], x1 y1 x2 y2 in pixels, no pixel being added anywhere.</summary>
internal static class OnnxBoxes
{
    /// <summary>Numbers of a box.</summary>
    public const int Sides = 4;

    private const int Half = Sides / 2;
    private const int Last = -1;

    /// <summary>From (rows, columns) to the order of a box's numbers, x y x y.</summary>
    public static string AsCorners(OnnxFormula formula, string rowsAndColumns) =>
        formula.Gather(rowsAndColumns, formula.Integers(1, 0, 1, 0));

    /// <summary>Boxes that are corrected in units of themselves; the growth of a side has a limit.</summary>
    /// <param name="formula">Where the operators go.</param>
    /// <param name="deltas">dx dy dw dh.</param>
    /// <param name="from">The boxes, of a shape that goes with it.</param>
    /// <param name="centre">Factor of the first two corrections.</param>
    /// <param name="size">Factor of the others.</param>
    public static string Decode(OnnxFormula formula, string deltas, string from, double centre, double size)
    {
        var two = formula.Number(2);
        var (first, sides) = (First(formula, from), Lengths(formula, from));
        var middle = formula.Add(first, formula.Div(sides, two));
        var move = Scaled(First(formula, deltas), centre);
        var growth = formula.Apply("Min", Scaled(Second(formula, deltas), size), formula.Number((float)FasterRcnnRules.MostGrowth));
        var newMiddle = formula.Add(formula.Mul(move, sides), middle);
        var half = formula.Div(formula.Mul(formula.Apply("Exp", growth), sides), two);
        return formula.Concat(Last, formula.Sub(newMiddle, half), formula.Add(newMiddle, half));

        string Scaled(string value, double factor) => factor == 1 ? value : formula.Div(value, formula.Number((float)factor));
    }

    /// <summary>Boxes cut at an image's borders.</summary>
    /// <param name="formula">Where the operators go.</param>
    /// <param name="boxes">The boxes.</param>
    /// <param name="image">[4], the image's sides as <see cref="AsCorners"/> has them.</param>
    public static string Clip(OnnxFormula formula, string boxes, string image) =>
        formula.Apply("Min", formula.Apply("Max", boxes, formula.Number(0)), image);

    /// <summary>Whether both sides have so many pixels, [..., 1].</summary>
    public static string AreAtLeast(OnnxFormula formula, string boxes, double side)
    {
        var lengths = Lengths(formula, boxes);
        var shorter = formula.Apply("Min", formula.Slice(lengths, Last, 0, 1), formula.Slice(lengths, Last, 1, Half));
        return formula.Apply("GreaterOrEqual", shorter, formula.Number((float)side));
    }

    /// <summary>The best boxes of those that overlap: their places [n, 3] as batch, 0 and box, batch by batch and by falling score.</summary>
    /// <remarks>
    /// ONNX Runtime compares like ours: a box goes if its overlap is above the limit, in single precision; of equal scores the first
    /// comes first; a score must be above the least one.
    /// </remarks>
    /// <param name="formula">Where the operators go.</param>
    /// <param name="boxes">[batches, n, 4].</param>
    /// <param name="scores">[batches, 1, n].</param>
    /// <param name="most">Boxes of a batch that are kept.</param>
    /// <param name="overlap">The largest overlap that two kept boxes may have.</param>
    /// <param name="leastScore">Boxes up to this score are left out.</param>
    public static string Suppress(OnnxFormula formula, string boxes, string scores, int most, double overlap, double leastScore) =>
        formula.Apply(
            "NonMaxSuppression",
            boxes,
            scores,
            formula.Integers(most),
            formula.Numbers([LargestFloatUpTo(overlap)]),
            formula.Numbers([(float)leastScore]));

    /// <summary>Width and height, [..., 2].</summary>
    public static string Lengths(OnnxFormula formula, string boxes) => formula.Sub(Second(formula, boxes), First(formula, boxes));

    private static string First(OnnxFormula formula, string boxes) => formula.Slice(boxes, Last, 0, Half);

    private static string Second(OnnxFormula formula, string boxes) => formula.Slice(boxes, Last, Half, Sides);

    // A float32 overlap is above the limit, a double, exactly if it is above the largest float32 that is not.
    private static float LargestFloatUpTo(double limit)
    {
        var nearest = (float)limit;
        return nearest > limit ? MathF.BitDecrement(nearest) : nearest;
    }
}
