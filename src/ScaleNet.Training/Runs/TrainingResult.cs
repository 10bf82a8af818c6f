using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Runs;

/// <summary>What came of a training.</summary>
public sealed record TrainingResult
{
    /// <summary>Finished, or stopped on request.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The measurements of every complete epoch, of earlier sessions too.</summary>
    public required IReadOnlyList<EpochMetrics> Metrics { get; init; }

    /// <summary>The last of them; null before the first.</summary>
    public EpochMetrics? Last => Metrics.Count > 0 ? Metrics[^1] : null;
}
