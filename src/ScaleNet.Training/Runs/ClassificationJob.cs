using ScaleNet.Architecture.Specs;
using ScaleNet.Data.Datasets;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>The training of a classifier.</summary>
public sealed record ClassificationJob : TrainingJob
{
    /// <summary>The network.</summary>
    public required NetworkSpec Spec { get; init; }

    /// <summary>What it learns from and what it is tested on.</summary>
    public required ImageClassificationData Data { get; init; }

    /// <summary>Weights to begin with; null for random ones of the recipe's seed.</summary>
    public StartingWeights? Start { get; init; }

    /// <inheritdoc/>
    public override string NetworkName => Spec.Name;

    /// <inheritdoc/>
    public override int TrainImages => Data.Train.Count;

    internal override IStartingWeights? InitialWeights => Start;

    internal override ITrainingTask CreateTask() => new ClassificationTask(this);
}
