using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Reports;

/// <summary>The report that lays the curves of any runs over each other.</summary>
public static class OverlayReport
{
    /// <summary>Writes a page about several runs.</summary>
    /// <param name="runFolders">
    /// Their folders; the folder of a comparison stands for its runs. A run that is given twice is shown once.
    /// </param>
    /// <param name="path">The page.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="RunFolderException">A file of a run is missing or not as expected.</exception>
    public static string Write(IReadOnlyList<string> runFolders, string path)
    {
        var runs = Read(runFolders);
        return ReportPage.Write(path, $"{NumberText.Count(runs.Count)} runs", page =>
        {
            WriteNotes(page, runs);
            WriteResults(page, runs);
            StepsSection.Write(
                page, [.. runs.Select(run => new StepCurve(run.Name, run.Content.Steps, run.Content.Epochs))]);
            CurvesSection.Write(page, [.. runs.Select(run => new LearningCurve(run.Name, run.Content.Epochs))]);
            WriteProvenance(page, runs);
        });
    }

    private static List<Run> Read(IReadOnlyList<string> runFolders)
    {
        var folders = runFolders.SelectMany(RunsOf).DistinctBy(folder =>
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).ToList();
        var contents = folders.ConvertAll(RunContent.ReadNumbers);
        if (contents.Select(content => content.IsDetector).Distinct().Count() > 1)
        {
            throw new RunFolderException(
                $"{folders[contents.FindIndex(content => content.IsDetector)]}: is of a detector, others are of classifiers. Report them apart.");
        }

        var names = RunNames.Of([.. contents.Select((content, i) => (content.Info.Name, folders[i]))]);
        return [.. folders.Select((folder, i) => new Run(names[i], folder, contents[i]))];
    }

    private static IEnumerable<string> RunsOf(string folder) =>
        File.Exists(RunLayout.PathOf(folder, RunLayout.ComparisonFile))
            ? ComparisonInfo.Read(folder).Rows.Select(row => Path.Combine(folder, row.RunFolder))
            : [folder];

    private static void WriteNotes(ReportPage page, List<Run> runs)
    {
        if (runs.Select(run => run.Content.Info.DataSource).Distinct().Count() > 1)
        {
            page.Markup.Element(
                "p",
                "These runs saw different data: their errors do not compare networks alone.",
                ("class", "note"),
                ("role", "note"));
        }
    }

    private static void WriteResults(ReportPage page, List<Run> runs)
    {
        var hasAverages = runs.Exists(run => run.Content.FinalAveraged is not null);
        page.Markup.Element("h2", "Results");
        var isDetection = runs.Exists(run => run.Content.IsDetector);
        var measure = isDetection ? "AP" : "Error";
        page.Table(
            (isDetection
                ? "AP is COCO's average precision on the validation images, IoU 0.50 to 0.95; higher is better."
                : "Errors are top-1 on the validation images; lower is better.")
            + " The best epoch was picked by looking at them, which flatters it",
            [
                new Column("Run", IsNumber: false),
                new Column("Network", IsNumber: false),
                new Column("Parameters"),
                new Column("MACs per image"),
                new Column($"{measure}, final epoch"),
                new Column($"{measure}, best epoch"),
                .. hasAverages ? new[] { new Column("Averaged weights, final"), new Column("Averaged weights, best") } : [],
                new Column("Epochs"),
                new Column("Training time"),
            ],
            runs.Select(run => ResultOf(run, hasAverages)));
    }

    private static List<string> ResultOf(Run run, bool hasAverages)
    {
        var (info, content) = (run.Content.Info, run.Content);
        return
        [
            info.Status == RunStatus.Finished ? run.Name : $"{run.Name} ({RunReport.StatusOf(info)})",
            info.Network,
            NumberText.Count(info.Parameters),
            NumberText.Macs(info.Macs),
            ResultOf(content, content.Final),
            ResultOf(content, content.Best),
            .. hasAverages
                ? new[]
                {
                    AveragedOf(content, content.FinalAveraged),
                    AveragedOf(content, content.BestAveraged),
                }
                : [],
            $"{NumberText.Count(content.Epochs.Count)} of {NumberText.Count(info.EpochsPlanned)}",
            NumberText.Duration(info.ElapsedSeconds),
        ];
    }

    private static string ResultOf(RunContent run, EpochMetrics? epoch) => run.IsDetector
        ? DetectionReport.PrecisionOf(epoch, metrics => metrics.ValidationAp)
        : RunReport.ErrorOf(epoch, metrics => metrics.ValidationTop1);

    private static string AveragedOf(RunContent run, EpochMetrics? epoch) => run.IsDetector
        ? DetectionReport.PrecisionOf(epoch, metrics => metrics.ValidationEmaAp)
        : RunReport.ErrorOf(epoch, metrics => metrics.ValidationEmaTop1);

    private static void WriteProvenance(ReportPage page, List<Run> runs)
    {
        page.Markup.Element("h2", "Where the numbers come from");
        page.Table(
            "Folders are as they were given",
            [
                new Column("Run", IsNumber: false),
                new Column("Folder", IsNumber: false),
                new Column("Data", IsNumber: false),
                new Column("Specification", IsNumber: false),
                new Column("Program", IsNumber: false),
                new Column("Started", IsNumber: false),
            ],
            runs.Select(run => new List<string>
            {
                run.Name,
                run.Folder,
                run.Content.Info.DataSource,
                run.Content.Info.SpecHash,
                run.Content.Info.Tool,
                NumberText.Time(run.Content.Info.Created),
            }));
    }

    /// <summary>A run with the name that tells it from the others.</summary>
    private sealed record Run(string Name, string Folder, RunContent Content);
}
