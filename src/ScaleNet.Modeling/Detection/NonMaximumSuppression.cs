using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Keeps the best boxes of those that overlap.</summary>
/// <remarks>
/// From the best score down (equal scores in the order given), a box is kept unless its overlap with a kept one is above the
/// threshold. Overlaps are float32, two boxes without area do not overlap. Each box is compared with the kept ones in vectors,
/// over plain memory; libtorch would need a round trip for each.
/// </remarks>
public static class NonMaximumSuppression
{
    /// <summary>Indices of the kept boxes by falling score, int64 [K] on the boxes' device; the caller owns them.</summary>
    /// <param name="boxes">[N, 4] x1 y1 x2 y2; borrowed.</param>
    /// <param name="scores">[N], no NaN; borrowed.</param>
    /// <param name="threshold">The largest overlap that two kept boxes may have.</param>
    public static Tensor Keep(Tensor boxes, Tensor scores, double threshold) => Run(boxes, scores, null, threshold);

    /// <summary>The same, where only boxes of one label suppress each other: labels are classes, levels or images.</summary>
    /// <param name="boxes">[N, 4] x1 y1 x2 y2; borrowed.</param>
    /// <param name="scores">[N], no NaN; borrowed.</param>
    /// <param name="labels">int64 [N]; borrowed.</param>
    /// <param name="threshold">The largest overlap that two kept boxes of one label may have.</param>
    public static Tensor KeepPerLabel(Tensor boxes, Tensor scores, Tensor labels, double threshold) =>
        Run(boxes, scores, labels, threshold);

    private static Tensor Run(Tensor boxes, Tensor scores, Tensor? labels, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        using var scope = NewDisposeScope();
        var count = (int)scores.numel();
        if (boxes.shape is not [_, BoxList.Sides] || boxes.shape[0] != count || (labels is not null && labels.numel() != count))
        {
            throw new ArgumentException(
                $"NMS: boxes of shape [{string.Join(", ", boxes.shape)}], {count} scores, {labels?.numel() ?? count} labels "
                + "(expected [N, 4] and N of each).");
        }

        var corners = Host(boxes);
        var order = Order(Host(scores));
        var groups = labels is null ? null : labels.to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();
        var limit = LargestFloatUpTo(threshold);
        var kept = new Dictionary<long, KeptBoxes>();
        var indices = new List<long>();
        foreach (var index in order)
        {
            var label = groups?[index] ?? 0;
            if (!kept.TryGetValue(label, out var rivals))
            {
                kept.Add(label, rivals = new KeptBoxes());
            }

            if (rivals.TryAdd(corners.AsSpan(index * BoxList.Sides, BoxList.Sides), limit))
            {
                indices.Add(index);
            }
        }

        return tensor(indices.ToArray(), ScalarType.Int64, boxes.device).MoveToOuterDisposeScope();
    }

    private static float[] Host(Tensor values) =>
        MemoryMarshal.Cast<byte, float>(values.detach().to(ScalarType.Float32).cpu().contiguous().bytes).ToArray();

    private static int[] Order(float[] scores)
    {
        var keys = Array.ConvertAll(scores, score => -score);
        var order = new int[scores.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => keys[a].CompareTo(keys[b]) is var way && way != 0 ? way : a.CompareTo(b));
        return order;
    }

    // A float32 overlap is above the threshold, a double, exactly if it is above the largest float32 that is not.
    private static float LargestFloatUpTo(double threshold)
    {
        var nearest = (float)threshold;
        return nearest > threshold ? MathF.BitDecrement(nearest) : nearest;
    }
}
