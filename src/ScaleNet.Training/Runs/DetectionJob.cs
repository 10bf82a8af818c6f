using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Data.Detection;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>The training of a detector.</summary>
public sealed record DetectionJob : TrainingJob
{
    /// <summary>The detector.</summary>
    public required FasterRcnnSpec Spec { get; init; }

    /// <summary>What it learns from and what it is tested on.</summary>
    public required DetectionData Data { get; init; }

    /// <summary>Weights to begin with; null for random ones of the recipe's seed.</summary>
    public DetectorStart? Start { get; init; }

    /// <inheritdoc/>
    public override string NetworkName => Spec.Name;

    /// <inheritdoc/>
    public override int TrainImages => Data.Train.Count;

    internal override IStartingWeights? InitialWeights => Start;

    internal override ITrainingTask CreateTask() => new DetectionTask(this);
}
