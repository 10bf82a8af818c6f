using System.Collections.Immutable;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Reads regions of maps into grids of one size.</summary>
public static class RoiAlign
{
    private const int MapRank = 4;

    /// <summary>Reads boxes from one map.</summary>
    /// <param name="map">[N, C, H, W]; borrowed.</param>
    /// <param name="boxes">Per image [n, 4], x1 y1 x2 y2 in pixels; borrowed.</param>
    /// <param name="scale">Map cells per pixel, 1/16 for a map of stride 16.</param>
    /// <param name="options">The grid.</param>
    /// <returns>[sum of n, C, height, width]; the caller owns it.</returns>
    public static Tensor Read(Tensor map, IReadOnlyList<Tensor> boxes, double scale, RoiAlignOptions options) =>
        Read([map], [scale], BoxList.Regions(boxes, (_, _) => 0), options);

    /// <summary>Reads regions of several levels in one pass.</summary>
    /// <param name="levels">[N, C, H, W] each, with the same N and C; borrowed.</param>
    /// <param name="scales">Map cells per pixel, by level.</param>
    /// <param name="regions">In the order of the result.</param>
    /// <param name="options">The grid.</param>
    /// <returns>[regions, C, height, width] in the maps' type and on their device; the caller owns it.</returns>
    /// <exception cref="ArgumentException">
    /// Levels do not fit each other, a region is not finite or names an image that is not there, or the result is too large.
    /// </exception>
    public static Tensor Read(
        IReadOnlyList<Tensor> levels, ImmutableArray<double> scales, ImmutableArray<RoiRegion> regions, RoiAlignOptions options)
    {
        using var scope = NewDisposeScope();
        var (device, type) = (levels[0].device, levels[0].dtype);
        var computed = type == ScalarType.Float64 ? type : ScalarType.Float32;
        if (levels.FirstOrDefault(level => level.shape.Length != MapRank) is { } odd)
        {
            throw new ArgumentException(
                $"RoIAlign: a map of shape [{string.Join(", ", odd.shape)}] (expected [N, C, H, W]). Add the axis of the batch.");
        }

        // A map in channels-last is contiguous in this order, and taken as it is.
        var maps = levels.Select(level => level.to(computed).cpu().permute(0, 2, 3, 1).contiguous()).ToArray();
        var plan = new RoiPlan(
            options, regions, scales, [.. maps.Select(map => map.shape.ToImmutableArray())], get_num_threads());
        Check(plan, computed == ScalarType.Float64 ? sizeof(double) : sizeof(float));
        var output = RoiAlignFunction.apply([.. maps, plan]);
        return output.to(type).to(device).MoveToOuterDisposeScope();
    }

    private static void Check(RoiPlan plan, int bytesPerValue)
    {
        var first = plan.Shapes[0];
        if (plan.Shapes.Any(shape => shape[0] != first[0] || shape[^1] != first[^1]))
        {
            throw new ArgumentException(
                "RoIAlign: the levels do not fit each other (got [N, H, W, C] of "
                + $"{string.Join(", ", plan.Shapes.Select(shape => $"[{string.Join(", ", shape)}]"))}, expected the same N and C).");
        }

        if (plan.Regions.FirstOrDefault(region => region.Image >= first[0]) is { Image: > 0 } outside)
        {
            throw new ArgumentException(
                $"RoIAlign: boxes for image {outside.Image} (got {first[0]} images). Give one tensor of boxes an image.");
        }

        // An endless box would be sampled without end.
        if (plan.Regions.FirstOrDefault(region => !double.IsFinite(region.X1 + region.Y1 + region.X2 + region.Y2)) is var endless
            && endless != default)
        {
            throw new ArgumentException($"RoIAlign: {endless} (expected finite corners). Clip boxes to the image.");
        }

        var bytes = (long)plan.Regions.Length * plan.Options.Bins * plan.Channels * bytesPerValue;
        if (bytes > int.MaxValue)
        {
            throw new ArgumentException(
                $"RoIAlign: {plan.Regions.Length} regions give {bytes} bytes (expected at most {int.MaxValue}). Read fewer at a time.");
        }
    }
}
