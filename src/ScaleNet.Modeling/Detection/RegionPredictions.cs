using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>What the box head says of the regions of all images, in the processor's memory.</summary>
/// <param name="ClassLogits">float32 [R, K + 1], background first.</param>
/// <param name="BoxDeltas">float32 [R, 4 (K + 1)].</param>
internal sealed record RegionPredictions(Tensor ClassLogits, Tensor BoxDeltas);
