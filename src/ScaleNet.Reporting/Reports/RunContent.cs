using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Reports;

/// <summary>Everything that a report says of one run, read from its folder.</summary>
internal sealed record RunContent(
    RunInfo Info,
    IReadOnlyList<EpochMetrics> Epochs,
    RunAllocation? Allocation,
    IReadOnlyList<ExamplePrediction> Predictions)
{
    /// <summary>The last epoch with a validation; null when there is none.</summary>
    public EpochMetrics? Final => Epochs.LastOrDefault(epoch => epoch.ValidationTop1 is not null);

    /// <summary>
    /// The epoch with the highest validation accuracy, the earliest of equals; null when there is none.
    /// </summary>
    public EpochMetrics? Best =>
        Epochs.Where(epoch => epoch.ValidationTop1 is not null).MaxBy(epoch => epoch.ValidationTop1);

    public static RunContent Read(string runFolder) => new(
        RunInfo.Read(runFolder),
        MetricsLog.Read(runFolder),
        RunAllocationReader.Read(runFolder),
        ExamplePrediction.ReadAll(runFolder));
}
