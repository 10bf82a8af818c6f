using static TorchSharp.torch;

namespace ScaleNet.Training.Tasks;

/// <summary>What a batch came to.</summary>
/// <param name="Loss">The mean over the images, a scalar with its history.</param>
/// <param name="Extras">Scalars without history: further measured numbers, sums over the images.</param>
/// <param name="FirstBad">Names the first tensor or node that is not finite, after a loss was not; null if all are.</param>
internal sealed record ForwardPass(Tensor Loss, IReadOnlyList<Tensor> Extras, Func<string?> FirstBad);
