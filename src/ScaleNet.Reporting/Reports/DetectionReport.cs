using ScaleNet.Evaluation.Runs;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Reports;

/// <summary>What the report of a detector says where that of a classifier speaks of errors.</summary>
internal static class DetectionReport
{
    /// <summary>The results in short.</summary>
    public static List<(string Name, string Value)> Facts(RunContent run) =>
    [
        ("AP, final epoch", PrecisionOf(run.Final, epoch => epoch.ValidationAp)),
        ("AP50, final epoch", PrecisionOf(run.Final, epoch => epoch.ValidationAp50)),
        ("AP75, final epoch", PrecisionOf(run.Final, epoch => epoch.ValidationAp75)),
        ("AP of small, medium and large objects", Sizes(run.Final)),
        ("AP, best epoch", PrecisionOf(run.Best, epoch => epoch.ValidationAp)),
        .. run.FinalAveraged is null
            ? Array.Empty<(string, string)>()
            :
            [
                ("AP of the averaged weights, final epoch", PrecisionOf(run.FinalAveraged, epoch => epoch.ValidationEmaAp)),
                ("AP of the averaged weights, best epoch", PrecisionOf(run.BestAveraged, epoch => epoch.ValidationEmaAp)),
            ],
    ];

    /// <summary>A table of all epochs.</summary>
    public static void WriteEpochs(ReportPage page, IReadOnlyList<EpochMetrics> epochs) => page.Table(
        "Losses and average precision per epoch",
        [
            new Column("Epoch"),
            new Column("Learning rate"),
            new Column("Training loss"),
            new Column("Class"),
            new Column("Box"),
            new Column("Objectness"),
            new Column("Proposals"),
            new Column("AP"),
            new Column("AP50"),
            new Column("AP75"),
            new Column("Time"),
            new Column("Images per second"),
        ],
        epochs.Select(epoch => new List<string>
        {
            NumberText.Count(epoch.Epoch),
            NumberText.Rate(epoch.LearningRate),
            NumberText.Loss(epoch.TrainLoss),
            NumberText.Loss(epoch.TrainClassifierLoss),
            NumberText.Loss(epoch.TrainBoxLoss),
            NumberText.Loss(epoch.TrainObjectnessLoss),
            NumberText.Loss(epoch.TrainProposalLoss),
            NumberText.Percent(epoch.ValidationAp),
            NumberText.Percent(epoch.ValidationAp50),
            NumberText.Percent(epoch.ValidationAp75),
            NumberText.Duration(epoch.Seconds),
            NumberText.Count((long)epoch.ImagesPerSecond),
        }));

    /// <summary>An average precision and its epoch; a dash where there is none.</summary>
    internal static string PrecisionOf(EpochMetrics? epoch, Func<EpochMetrics, double?> precision) =>
        epoch is null ? NumberText.None : $"{NumberText.Percent(precision(epoch))} (epoch {epoch.Epoch})";

    private static string Sizes(EpochMetrics? epoch) => epoch is null
        ? NumberText.None
        : string.Join(", ", new[] { epoch.ValidationApSmall, epoch.ValidationApMedium, epoch.ValidationApLarge }
            .Select(precision => NumberText.Percent(precision is >= 0 ? precision : null)));
}
