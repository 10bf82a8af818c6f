using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Plots;

/// <summary>What was measured along the steps of one run.</summary>
/// <param name="Name">Name of the run in the legend.</param>
/// <param name="Steps">Its measurements every few steps, in order.</param>
/// <param name="Epochs">Its epochs, in order: shown where there are no measurements of steps.</param>
public sealed record StepCurve(string Name, IReadOnlyList<StepMetrics> Steps, IReadOnlyList<EpochMetrics> Epochs);
