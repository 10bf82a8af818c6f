using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Detection;

/// <summary>The four losses of a detector in two stages (Ren et al. 2015, Eq. 1). Each is a scalar, which the caller owns.</summary>
/// <remarks>Sums over boxes are divided by all sampled proposals, background included: images with few objects weigh less.</remarks>
internal static class DetectionLosses
{
    private const double SmoothUpTo = 1.0 / 9;

    /// <summary>Whether there is an object: binary cross-entropy, mean over the sampled anchors.</summary>
    /// <param name="logits">[S].</param>
    /// <param name="isObject">[S], 1 for a positive anchor and 0 for background, in the logits' type.</param>
    public static Tensor Objectness(Tensor logits, Tensor isObject) => F.binary_cross_entropy_with_logits(logits, isObject);

    /// <summary>Which class: cross-entropy, mean over the sampled proposals.</summary>
    /// <param name="logits">[S, classes], background first.</param>
    /// <param name="labels">int64 [S], 0 for background.</param>
    public static Tensor Classification(Tensor logits, Tensor labels) => F.cross_entropy(logits, labels);

    /// <summary>Where: the distance of the positive ones' corrections from their targets, over <paramref name="sampled"/>.</summary>
    /// <param name="corrections">[positive, 4].</param>
    /// <param name="targets">[positive, 4].</param>
    /// <param name="sampled">All sampled proposals, positive or not.</param>
    /// <param name="kind">The measure.</param>
    public static Tensor Boxes(Tensor corrections, Tensor targets, long sampled, BoxLoss kind)
    {
        using var scope = NewDisposeScope();
        using var count = Math.Max(sampled, 1).ToScalar();
        var sum = kind == BoxLoss.L1
            ? F.l1_loss(corrections, targets, nn.Reduction.Sum)
            : F.smooth_l1_loss(corrections, targets, nn.Reduction.Sum, SmoothUpTo);
        return sum.div(count).MoveToOuterDisposeScope();
    }

    /// <summary>Each positive proposal's correction for its own class, [positive, 4]; the caller owns it.</summary>
    /// <param name="corrections">[S, 4 classes].</param>
    /// <param name="positive">int64 [positive], indices of proposals.</param>
    /// <param name="labels">int64 [positive], their classes.</param>
    public static Tensor OfClass(Tensor corrections, Tensor positive, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var classes = corrections.shape[1] / BoxList.Sides;
        return corrections.reshape(corrections.shape[0], classes, BoxList.Sides)
            .index(TensorIndex.Tensor(positive), TensorIndex.Tensor(labels)).MoveToOuterDisposeScope();
    }
}
