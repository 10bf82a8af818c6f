using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Reports;

/// <summary>Everything that a report says of one run, read from its folder.</summary>
internal sealed record RunContent(
    RunInfo Info,
    IReadOnlyList<EpochMetrics> Epochs,
    IReadOnlyList<StepMetrics> Steps,
    RunAllocation? Allocation,
    IReadOnlyList<ExamplePrediction> Predictions)
{
    /// <summary>Whether a detector was trained.</summary>
    public bool IsDetector => Info.Kind == RunKind.Detection;

    /// <summary>The last epoch with a validation; null when there is none.</summary>
    public EpochMetrics? Final => Epochs.LastOrDefault(epoch => Score(epoch) is not null);

    /// <summary>
    /// The epoch with the highest validation accuracy or average precision, the earliest of equals; null when there is none.
    /// </summary>
    public EpochMetrics? Best => Epochs.Where(epoch => Score(epoch) is not null).MaxBy(Score);

    /// <summary>The last epoch with a validation of averaged weights; null when there is none.</summary>
    public EpochMetrics? FinalAveraged => Epochs.LastOrDefault(epoch => AveragedScore(epoch) is not null);

    /// <summary>The epoch whose averaged weights were best, the earliest of equals; null when there is none.</summary>
    public EpochMetrics? BestAveraged => Epochs.Where(epoch => AveragedScore(epoch) is not null).MaxBy(AveragedScore);

    /// <summary>Everything.</summary>
    public static RunContent Read(string runFolder) => ReadNumbers(runFolder) with
    {
        Allocation = RunAllocationReader.Read(runFolder),
        Predictions = ExamplePrediction.ReadAll(runFolder),
    };

    /// <summary>What was measured, without allocation and examples.</summary>
    public static RunContent ReadNumbers(string runFolder) =>
        new(RunInfo.Read(runFolder), MetricsLog.Read(runFolder), StepsLog.Read(runFolder), Allocation: null, Predictions: []);

    private static double? Score(EpochMetrics epoch) => epoch.ValidationTop1 ?? epoch.ValidationAp;

    private static double? AveragedScore(EpochMetrics epoch) => epoch.ValidationEmaTop1 ?? epoch.ValidationEmaAp;
}
