using ScaleNet.Architecture.Specs.Detection;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>Reads regions of a pyramid's maps into grids, as operators; each from the level that fits its size.</summary>
internal sealed class OnnxRegions(OnnxGraph graph, FasterRcnnSpec spec)
{
    private static readonly double Ln2 = Math.Log(2);
    private static readonly float[] Nothing = new float[OnnxBoxes.Sides];

    private readonly OnnxFormula _formula = new(graph, "regions");

    /// <summary>What the regions are read into.</summary>
    /// <param name="Grids">[R + 1, F, side, side], level by level; the one more is of no region.</param>
    /// <param name="Places">int64 [R]: for each region in its own order, where it is in <paramref name="Grids"/>.</param>
    public sealed record Read(string Grids, string Places);

    /// <summary>Adds the reading.</summary>
    /// <param name="maps">[1, F, h, w], largest first.</param>
    /// <param name="regions">[R, 4], pixels of the resized image.</param>
    /// <param name="image">The image.</param>
    public Read Add(IReadOnlyList<string> maps, string regions, PreparedImage image)
    {
        // ONNX Runtime 1.31 cannot compute convolutions of no images at all once it has arranged them in blocks of channels.
        var all = _formula.Concat(0, regions, _formula.Numbers(Nothing, 1, OnnxBoxes.Sides));
        var exponents = maps.Select(map => Exponent(map, image)).ToArray();
        var levels = Levels(all, exponents);
        var (grids, order) = (new List<string>(), new List<string>());
        for (var level = 0; level < maps.Count; level++)
        {
            var own = _formula.Squeeze(_formula.Apply("NonZero", _formula.Apply("Equal", levels, _formula.Number(level))), 0);
            var scale = _formula.Apply("Pow", _formula.Number(2), exponents[level]);
            grids.Add(_formula.ApplyWith(
                "RoiAlign",
                // The scale is a power of two, so that it changes no digit of a box whether it is applied here or in the operator.
                [maps[level], _formula.Mul(_formula.Gather(all, own), scale), _formula.Sub(own, own)],
                Word("coordinate_transformation_mode", "output_half_pixel"),
                Word("mode", "avg"),
                Integer("output_height", spec.ReadSide),
                Integer("output_width", spec.ReadSide),
                Integer("sampling_ratio", FasterRcnnRules.RegionSamples),
                Number("spatial_scale", 1)));
            order.Add(own);
        }

        var indices = _formula.Concat(0, order);
        var (_, places) = _formula.TopK(indices, _formula.Apply("Shape", indices), isLargest: false);
        return new Read(_formula.Concat(0, grids), _formula.Slice(places, 0, 0, -1));
    }

    // The logarithm of a map's cells per pixel, a whole number, [1].
    private string Exponent(string map, PreparedImage image)
    {
        var rows = _formula.ToDouble(_formula.Shape(map, 2, 3));
        var height = _formula.ToDouble(_formula.Slice(image.Resized, 0, 0, 1));
        return _formula.ToFloat(_formula.Apply("Round", Log2(_formula.Div(rows, height))));
    }

    // Each region's level as a number from 0, single precision [R]; those without area are of the finest.
    private string Levels(string regions, string[] exponents)
    {
        var lengths = OnnxBoxes.Lengths(_formula, regions);
        var area = _formula.Squeeze(_formula.Mul(_formula.Slice(lengths, 1, 0, 1), _formula.Slice(lengths, 1, 1, 2)), 1);
        var side = _formula.Div(_formula.Apply("Sqrt", area), _formula.Number(FasterRcnnRules.CanonicalSide));
        var number = _formula.Add(
            _formula.Add(_formula.Number(FasterRcnnRules.CanonicalLevel), _formula.ToFloat(Log2(_formula.ToDouble(side)))),
            _formula.Number(FasterRcnnRules.LevelTolerance));
        var level = _formula.Add(_formula.Apply("Floor", number), exponents[0]); // the first level's number is its exponent's opposite
        return _formula.Apply("Min", _formula.Apply("Max", level, _formula.Number(0)), _formula.Number(exponents.Length - 1));
    }

    // Of double precision; in single precision the result is the one next to the true logarithm.
    private string Log2(string value) => _formula.Div(_formula.Apply("Log", value), _formula.Double(Ln2));
}
