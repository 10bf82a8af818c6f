using ScaleNet.Architecture.Weights;

namespace ScaleNet.Training.Checkpoints;

/// <summary>A checkpoint that was read and found whole.</summary>
/// <param name="State">Everything besides tensors.</param>
/// <param name="Weights">The network's state.</param>
/// <param name="WeightsPath">Where it was read from.</param>
/// <param name="Momentum">The optimizer's buffers; null when they were not asked for.</param>
/// <param name="Average">The averaged weights; null for a training without.</param>
/// <param name="AveragePath">Where they were read from, if there are any.</param>
internal sealed record Checkpoint(
    CheckpointState State, WeightFile Weights, string WeightsPath, WeightFile? Momentum, WeightFile? Average, string AveragePath);
