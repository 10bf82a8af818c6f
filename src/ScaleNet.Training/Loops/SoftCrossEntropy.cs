using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>Cross entropy against probabilities instead of one class.</summary>
internal static class SoftCrossEntropy
{
    /// <summary>Mean over the images; the caller owns it.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="targets">[N, classes]; rows add up to 1.</param>
    public static Tensor Mean(Tensor logits, Tensor targets) =>
        nn.functional.log_softmax(logits, 1).mul(targets).sum(1).mean().neg();
}
