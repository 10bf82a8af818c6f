using System.Collections.Immutable;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>What the proposal head says of every anchor, level by level, in the processor's memory.</summary>
/// <param name="Objectness">float32 [N, A], before the sigmoid.</param>
/// <param name="Deltas">float32 [N, A, 4].</param>
/// <param name="Anchors">float32 [A, 4], pixels of the batch.</param>
/// <param name="PerLevel">Anchors of each level.</param>
internal sealed record AnchorPredictions(Tensor Objectness, Tensor Deltas, Tensor Anchors, ImmutableArray<int> PerLevel);
