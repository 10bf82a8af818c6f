using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Plots;

/// <summary>What was measured over the epochs of one run.</summary>
/// <param name="Name">Name of the run in the legend.</param>
/// <param name="Epochs">Its measurements, in order of epochs.</param>
public sealed record LearningCurve(string Name, IReadOnlyList<EpochMetrics> Epochs);
