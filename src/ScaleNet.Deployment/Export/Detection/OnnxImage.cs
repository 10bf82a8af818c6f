using Onnx;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Evaluation.Boxes;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>How a detector sees an image, as operators: normalised, resized by <see cref="ResizeRule"/>, padded with zeros.</summary>
/// <remarks>The rule's roundings are operators here, in the rule's order; a test holds the sizes of both to each other.</remarks>
internal static class OnnxImage
{
    /// <summary>The name of the model's input, float32 [C, H, W] in [0, 1].</summary>
    public const string Input = "image";

    private const int ImageRank = 3;

    /// <summary>Describes the input and adds the operators.</summary>
    public static PreparedImage Add(OnnxGraph graph, FasterRcnnSpec spec)
    {
        var channels = spec.PixelMean.Length;
        graph.Proto.Input.Add(Describe(Input, TensorProto.Types.DataType.Float, Known(channels), Free("height"), Free("width")));
        var formula = new OnnxFormula(graph, "preparation");
        var original = formula.Shape(Input, 1, ImageRank);
        var resized = Resized(formula, original, spec);
        var padded = RoundUp(formula, resized);
        var shift = formula.Numbers(spec.PixelMean.AsSpan(), channels, 1, 1);
        var scale = formula.Numbers(spec.PixelDeviation.AsSpan(), channels, 1, 1);
        var pixels = formula.Unsqueeze(formula.Div(formula.Sub(Input, shift), scale), 0);
        var scaled = OnnxResize.AddResize(
            graph, "preparation/resized", [pixels, "", "", formula.Concat(0, formula.Integers(1, channels), resized)], isNearest: false);
        var beyond = formula.Concat(0, formula.Integers(0, 0, 0, 0, 0, 0), formula.Sub(padded, resized));
        return new PreparedImage(formula.Apply("Pad", scaled, beyond), original, resized, padded);
    }

    private static string Resized(OnnxFormula formula, string size, FasterRcnnSpec spec)
    {
        var sides = formula.ToFloat(size);
        var scale = formula.ToDouble(formula.Apply("Min", Factor("ReduceMin", spec.ShortSide), Factor("ReduceMax", spec.LongSide)));
        return formula.ToInteger(formula.Apply("Floor", formula.Mul(formula.ToDouble(size), scale)));

        string Factor(string reduction, int side)
        {
            var length = formula.ApplyWith(reduction, [sides], Integer("keepdims", 1));
            // Not as 1 / length: ONNX Runtime makes one quotient of that and the product, which gives other sizes.
            return formula.Mul(formula.Apply("Reciprocal", length), formula.Number(side));
        }
    }

    private static string RoundUp(OnnxFormula formula, string sides)
    {
        var divisor = formula.Integers(FasterRcnnRules.SizeDivisor);
        return formula.Mul(formula.Div(formula.Add(sides, formula.Integers(FasterRcnnRules.SizeDivisor - 1)), divisor), divisor);
    }
}
