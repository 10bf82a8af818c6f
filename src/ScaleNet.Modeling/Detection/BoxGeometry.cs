using ScaleNet.Evaluation.Boxes;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>What is done with boxes besides coding them. Boxes are [N, 4], x1 y1 x2 y2 in pixels, no pixel being added anywhere.</summary>
internal static class BoxGeometry
{
    /// <summary>Boxes cut at an image's borders; any shape that ends with 4; the caller owns them.</summary>
    public static Tensor Clip(Tensor boxes, ImageSize image)
    {
        using var scope = NewDisposeScope();
        var most = tensor([image.Width, image.Height, image.Width, image.Height], boxes.dtype, boxes.device);
        return boxes.clamp_min(Zero).minimum(most).MoveToOuterDisposeScope();
    }

    /// <summary>Indices of the boxes whose sides are both at least <paramref name="side"/> pixels, int64; the caller owns them.</summary>
    public static Tensor AtLeast(Tensor boxes, double side)
    {
        using var scope = NewDisposeScope();
        using var least = side.ToScalar();
        var sides = boxes.narrow(1, 2, 2).sub(boxes.narrow(1, 0, 2));
        return sides.ge(least).all(1).nonzero().squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Intersection over union of each box with each other one, [N, M]; the caller owns it. Two boxes without area have NaN.</summary>
    public static Tensor Overlaps(Tensor boxes, Tensor others)
    {
        using var scope = NewDisposeScope();
        var first = boxes.narrow(1, 0, 2).unsqueeze(1).maximum(others.narrow(1, 0, 2));
        var last = boxes.narrow(1, 2, 2).unsqueeze(1).minimum(others.narrow(1, 2, 2));
        var shared = Product(last.sub(first).clamp_min(Zero));
        var either = Areas(boxes).unsqueeze(1).add(Areas(others), One).sub(shared);
        return shared.div(either).MoveToOuterDisposeScope();
    }

    /// <summary>Boxes of an image that was resized from one size to another, each side by its own ratio; the caller owns them.</summary>
    public static Tensor Resize(Tensor boxes, ImageSize from, ImageSize to)
    {
        using var scope = NewDisposeScope();
        // The ratios are rounded to float32 before they multiply, as in the reference, whose boxes these equal bit for bit.
        var (y, x) = ((float)to.Height / from.Height, (float)to.Width / from.Width);
        return boxes.mul(tensor([x, y, x, y], boxes.dtype, boxes.device)).MoveToOuterDisposeScope();
    }

    private static Tensor Areas(Tensor boxes) => Product(boxes.narrow(1, 2, 2).sub(boxes.narrow(1, 0, 2)));

    private static Tensor Product(Tensor pairs) => pairs.select(-1, 0).mul(pairs.select(-1, 1));
}
