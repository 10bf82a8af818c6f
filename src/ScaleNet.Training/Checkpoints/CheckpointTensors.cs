using ScaleNet.Architecture.Weights;

namespace ScaleNet.Training.Checkpoints;

/// <summary>The tensors of a checkpoint.</summary>
/// <param name="Weights">The network's state.</param>
/// <param name="Momentum">The optimizer's buffers.</param>
/// <param name="Average">The averaged weights; null for a training without.</param>
internal sealed record CheckpointTensors(WeightFile Weights, WeightFile Momentum, WeightFile? Average)
{
    /// <summary>The key of the first tensor with a value that is not finite; null if all are.</summary>
    public string? FirstBad() => FiniteTensors.FirstBad(Weights)
        ?? FiniteTensors.FirstBad(Momentum)
        ?? (Average is null ? null : FiniteTensors.FirstBad(Average));
}
