using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Reports;

/// <summary>The report of one run.</summary>
public static class RunReport
{
    /// <summary>Writes a page about a run from the files in its folder.</summary>
    /// <param name="runFolder">The run.</param>
    /// <param name="path">The page; <c>report.html</c> in that folder if null.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="RunFolderException">A file of the run is missing or not as expected.</exception>
    public static string Write(string runFolder, string? path = null)
    {
        var run = RunContent.Read(runFolder);
        return ReportPage.Write(path ?? RunLayout.PathOf(runFolder, RunLayout.ReportFile), run.Info.Name, page =>
        {
            page.Facts([.. FactsOf(run), .. AllocationFacts.Read(runFolder)]);
            if (run.Info.Kind != RunKind.Allocation)
            {
                CurvesSection.Write(page, [new LearningCurve(run.Info.Name, run.Epochs)]);
            }

            if (run.Epochs.Count > 0)
            {
                page.Folded("The numbers of every epoch", () =>
                {
                    if (run.IsDetector)
                    {
                        DetectionReport.WriteEpochs(page, run.Epochs);
                    }
                    else
                    {
                        WriteEpochs(page, run.Epochs);
                    }
                });
            }

            if (run.Steps.Count > 0)
            {
                StepsSection.Write(page, [new StepCurve(run.Info.Name, run.Steps, run.Epochs)]);
            }

            if (run.Allocation is { } allocation)
            {
                page.Markup.Element("h2", "Allocation");
                AllocationSection.Write(page, run.Info.Network, allocation);
            }

            if (run.Predictions.Count > 0)
            {
                page.Markup.Element("h2", "Example predictions");
                PredictionGallery.Write(page, run.Predictions, runFolder);
            }
        });
    }

    private static List<(string Name, string Value)> FactsOf(RunContent run) =>
    [
        ("Network", run.Info.Network),
        ("Parameters", NumberText.Count(run.Info.Parameters)),
        ("Multiply-accumulates", $"{NumberText.Macs(run.Info.Macs)} per image"),
        .. run.Info.Kind == RunKind.Allocation ? [] : run.IsDetector ? DetectionReport.Facts(run) : ErrorsOf(run),
        ("Status", StatusOf(run.Info)),
        ("Training time", NumberText.Duration(run.Info.ElapsedSeconds)),
        ("Data", run.Info.DataSource),
        ("Kind of run", NameOf(run.Info.Kind)),
        ("Started", NumberText.Time(run.Info.Created)),
        ("Specification", run.Info.SpecHash),
        ("Program", run.Info.Tool),
    ];

    private static List<(string Name, string Value)> ErrorsOf(RunContent run) =>
    [
        ("Top-1 error, final epoch", ErrorOf(run.Final, epoch => epoch.ValidationTop1)),
        ("Top-1 error, best epoch", ErrorOf(run.Best, epoch => epoch.ValidationTop1)),
        ("Top-5 error, final epoch", ErrorOf(run.Final, epoch => epoch.ValidationTop5)),
        .. run.FinalAveraged is null
            ? Array.Empty<(string, string)>()
            :
            [
                ("Top-1 error of the averaged weights, final epoch", ErrorOf(run.FinalAveraged, epoch => epoch.ValidationEmaTop1)),
                ("Top-1 error of the averaged weights, best epoch", ErrorOf(run.BestAveraged, epoch => epoch.ValidationEmaTop1)),
            ],
    ];

    /// <summary>How far a run got, in words.</summary>
    internal static string StatusOf(RunInfo info)
    {
        var progress = $"{info.EpochsDone} of {info.EpochsPlanned} epochs";
        return info.Status switch
        {
            RunStatus.Finished => $"finished, {progress}",
            RunStatus.Running => $"running, {progress}",
            RunStatus.Stopped => $"stopped after {progress}",
            _ => $"failed after {progress}",
        };
    }

    private static string NameOf(RunKind kind) => kind switch
    {
        RunKind.Seed => "training of a redundant seed",
        RunKind.Detection => "training of a detector",
        RunKind.Allocation => "choice of channels",
        RunKind.Comparison => "comparison",
        _ => "training",
    };

    /// <summary>An error and its epoch; a dash where there is none.</summary>
    internal static string ErrorOf(EpochMetrics? epoch, Func<EpochMetrics, double?> accuracy) =>
        epoch is null ? NumberText.None : $"{NumberText.Percent(1 - accuracy(epoch))} (epoch {epoch.Epoch})";

    private static void WriteEpochs(ReportPage page, IReadOnlyList<EpochMetrics> epochs) => page.Table(
        "Errors and losses per epoch",
        [
            new Column("Epoch"),
            new Column("Learning rate"),
            new Column("Training loss"),
            new Column("Training top-1 error"),
            new Column("Validation loss"),
            new Column("Validation top-1 error"),
            new Column("Validation top-5 error"),
            new Column("Time"),
            new Column("Images per second"),
        ],
        epochs.Select(epoch => new List<string>
        {
            NumberText.Count(epoch.Epoch),
            NumberText.Rate(epoch.LearningRate),
            NumberText.Loss(epoch.TrainLoss),
            NumberText.Percent(1 - epoch.TrainTop1),
            NumberText.Loss(epoch.ValidationLoss),
            NumberText.Percent(1 - epoch.ValidationTop1),
            NumberText.Percent(1 - epoch.ValidationTop5),
            NumberText.Duration(epoch.Seconds),
            NumberText.Count((long)epoch.ImagesPerSecond),
        }));
}
