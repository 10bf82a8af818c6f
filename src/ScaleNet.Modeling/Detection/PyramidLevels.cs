using System.Collections.Immutable;
using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Modeling.Detection;

/// <summary>Which level of a feature pyramid a region reads, by its area (Lin et al. 2017, "Feature Pyramid Networks", Eq. 1).</summary>
internal sealed class PyramidLevels
{
    private readonly int _first;

    private PyramidLevels(ImmutableArray<double> scales)
    {
        Scales = scales;
        _first = -Math.ILogB(scales[0]);
    }

    /// <summary>Map cells per pixel, by level: powers of two.</summary>
    public ImmutableArray<double> Scales { get; }

    /// <summary>The levels of maps.</summary>
    /// <param name="mapHeights">Rows of each level's map, largest first.</param>
    /// <param name="imageHeight">Rows of the tallest image before padding, pixels.</param>
    public static PyramidLevels Of(IEnumerable<long> mapHeights, int imageHeight) =>
        new([.. mapHeights.Select(rows => Math.ScaleB(1, (int)Math.Round(Math.Log2((double)rows / imageHeight))))]);

    /// <summary>The index of a region's level.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public int IndexOf(float width, float height)
    {
        var level = FasterRcnnRules.CanonicalLevel
            + MathF.Log2(MathF.Sqrt(width * height) / FasterRcnnRules.CanonicalSide) + FasterRcnnRules.LevelTolerance;
        // Minus infinity and NaN, of boxes without area, are of the finest level.
        return level >= _first ? (int)Math.Min(MathF.Floor(level) - _first, Scales.Length - 1) : 0;
    }
}
