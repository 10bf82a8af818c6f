using System.Collections.Immutable;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Boxes of a batch's images as plain numbers.</summary>
internal static class BoxList
{
    /// <summary>Numbers of a box: x1, y1, x2, y2.</summary>
    public const int Sides = 4;

    /// <summary>Regions of all images, in order.</summary>
    /// <param name="boxes">Per image [n, 4]; borrowed.</param>
    /// <param name="level">The level for a box's width and height, pixels in float32.</param>
    public static ImmutableArray<RoiRegion> Regions(IReadOnlyList<Tensor> boxes, Func<float, float, int> level)
    {
        var regions = ImmutableArray.CreateBuilder<RoiRegion>();
        for (var image = 0; image < boxes.Count; image++)
        {
            var values = Values(boxes[image]);
            for (var i = 0; i < values.Length; i += Sides)
            {
                var (x1, y1, x2, y2) = (values[i], values[i + 1], values[i + 2], values[i + 3]);
                regions.Add(new RoiRegion(level((float)x2 - (float)x1, (float)y2 - (float)y1), image, x1, y1, x2, y2));
            }
        }

        return regions.DrainToImmutable();
    }

    /// <summary>A tensor's numbers in float64, exactly.</summary>
    private static double[] Values(Tensor boxes)
    {
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(boxes.detach().to(ScalarType.Float64).cpu().contiguous().bytes).ToArray();
    }
}
