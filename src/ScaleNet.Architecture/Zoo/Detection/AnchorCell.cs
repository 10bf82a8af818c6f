using System.Collections.Immutable;

namespace ScaleNet.Architecture.Zoo.Detection;

/// <summary>The anchors at one cell of a map, around (0, 0).</summary>
public static class AnchorCell
{
    /// <summary>By ratio, then by size, x1 y1 x2 y2 each, in pixels; corners are whole, rounded half to even.</summary>
    /// <remarks>Every step is in float32, as the published anchors were made: rounding is of those values.</remarks>
    /// <param name="sizes">Square roots of areas, pixels.</param>
    /// <param name="ratios">Height over width.</param>
    public static float[] Of(ImmutableArray<int> sizes, ImmutableArray<double> ratios)
    {
        var anchors = new List<float>();
        foreach (var ratio in ratios)
        {
            var heightRatio = MathF.Sqrt((float)ratio);
            var widthRatio = 1 / heightRatio;
            foreach (var size in sizes)
            {
                var (width, height) = (widthRatio * size, heightRatio * size);
                anchors.AddRange([Corner(-width), Corner(-height), Corner(width), Corner(height)]);
            }
        }

        return [.. anchors];
    }

    private static float Corner(float side) => MathF.Round(side / 2, MidpointRounding.ToEven);
}
