using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>What there is to find in one image; the tensors are the processor's, and borrowed.</summary>
/// <param name="Boxes">float32 [n, 4], x1 y1 x2 y2 in the image's own pixels; n may be 0.</param>
/// <param name="Labels">int64 [n], classes from 1.</param>
public sealed record DetectionTarget(Tensor Boxes, Tensor Labels)
{
    /// <summary>Refuses what no loss can be computed of.</summary>
    /// <param name="image">The image's place in the batch, for the message.</param>
    /// <param name="classes">Classes without the background.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a box or label is none.</exception>
    internal void Require(int image, int classes)
    {
        if (Boxes.dtype != ScalarType.Float32 || Labels.dtype != ScalarType.Int64
            || Boxes.shape is not [var count, BoxList.Sides] || Labels.shape is not [var labels] || labels != count)
        {
            throw new ArgumentException(
                $"Targets of image {image}: boxes {Boxes.dtype} [{string.Join(", ", Boxes.shape)}] and labels {Labels.dtype} "
                + $"[{string.Join(", ", Labels.shape)}] (expected Float32 [n, 4] and Int64 [n]). Give one label a box.");
        }

        // Not as an accessor, which refuses a tensor without values that has two axes.
        using var scope = NewDisposeScope();
        var corners = MemoryMarshal.Cast<byte, float>(Boxes.detach().cpu().contiguous().bytes);
        var classOf = MemoryMarshal.Cast<byte, long>(Labels.cpu().contiguous().bytes);
        for (var i = 0; i < classOf.Length; i++)
        {
            var box = corners.Slice(i * BoxList.Sides, BoxList.Sides);
            var isBox = float.IsFinite(box[0] + box[1] + box[2] + box[3]) && box[0] < box[2] && box[1] < box[3];
            if (!isBox)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Targets of image {image}: box {i} is no box (got [{box[0]}, {box[1]}, {box[2]}, {box[3]}], expected finite corners, x1 < x2 and y1 < y2). Mend or remove the object."));
            }

            if (classOf[i] < 1 || classOf[i] > classes)
            {
                throw new ArgumentException(
                    $"Targets of image {image}: label {i} is no class (got {classOf[i]}, expected 1 to {classes}). Mend or remove the object.");
            }
        }
    }
}
