using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Reports;

/// <summary>The report that sets several runs side by side.</summary>
public static class ComparisonReport
{
    /// <summary>Writes a page about a comparison from the run folders that it names.</summary>
    /// <param name="folder">The comparison.</param>
    /// <param name="path">The page; <c>report.html</c> in that folder if null.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="RunFolderException">
    /// A file of the comparison or of a run is missing or not as expected.
    /// </exception>
    public static string Write(string folder, string? path = null)
    {
        var comparison = ComparisonInfo.Read(folder);
        var runs = comparison.Rows.Select(row => ReadRun(folder, row)).ToList();
        return ReportPage.Write(path ?? RunLayout.PathOf(folder, RunLayout.ReportFile), comparison.Title, page =>
        {
            page.Markup.Element("p", comparison.Note, ("class", "note"), ("role", "note"));
            WriteResults(page, comparison.BudgetMacs, runs);
            WriteErrorVersusMacs(page, comparison.BudgetMacs, runs);
            WriteAllocations(page, runs);
            CurvesSection.Write(page, [.. runs.Select(run => new LearningCurve(run.Row.Name, run.Content.Epochs))]);
            WritePredictions(page, runs);
            WriteProvenance(page, runs);
        });
    }

    private static Run ReadRun(string folder, ComparisonRow row)
    {
        var runFolder = Path.Combine(folder, row.RunFolder);
        return new Run(row, runFolder, RunContent.Read(runFolder));
    }

    private static void WriteResults(ReportPage page, long? budget, IReadOnlyList<Run> runs)
    {
        page.Markup.Element("h2", "Results");
        var budgetText = budget is { } macs ? $" The budget is {NumberText.Macs(macs)} per image." : "";
        page.Table(
            $"Errors are top-1 on the validation images; lower is better.{budgetText}",
            [
                new Column("Network", IsNumber: false),
                new Column("Role", IsNumber: false),
                new Column("Parameters"),
                new Column("MACs per image"),
                new Column("MACs of budget"),
                new Column("Error, final epoch"),
                new Column("Error, best epoch"),
                new Column("Best epoch"),
                new Column("Training time"),
            ],
            runs.Select(run => ResultOf(run, budget)));
        page.Markup.Element(
            "p",
            "The final epoch is the fair number. The best epoch was picked by looking at the validation images, " +
            "which flatters it.",
            ("class", "muted"));
    }

    private static List<string> ResultOf(Run run, long? budget)
    {
        var (info, final, best) = (run.Content.Info, run.Content.Final, run.Content.Best);
        return
        [
            info.Status == RunStatus.Finished ? run.Row.Name : $"{run.Row.Name} ({RunReport.StatusOf(info)})",
            run.Row.Role,
            NumberText.Count(info.Parameters),
            NumberText.Macs(info.Macs),
            NumberText.Percent(budget is > 0 ? (double)info.Macs / budget : null, "F1"),
            NumberText.Percent(1 - final?.ValidationTop1),
            NumberText.Percent(1 - best?.ValidationTop1),
            best is null ? NumberText.None : $"{best.Epoch} of {run.Content.Epochs[^1].Epoch}",
            NumberText.Duration(info.ElapsedSeconds),
        ];
    }

    private static void WriteErrorVersusMacs(ReportPage page, long? budget, IReadOnlyList<Run> runs)
    {
        var points = runs
            .Where(run => run.Content.Final is not null)
            .Select(run => new ErrorPoint(
                run.Row.Name, run.Content.Info.Macs, 1 - run.Content.Final!.ValidationTop1!.Value))
            .Where(point => double.IsFinite(point.Error))
            .ToList();
        if (points.Count > 0)
        {
            page.Markup.Element("h2", "Error versus cost");
            const string Caption = "Top-1 error of the final epoch versus multiply-accumulates";
            page.Figure(ErrorVersusMacs.Render(points, budget), Caption);
        }
    }

    private static void WriteAllocations(ReportPage page, IReadOnlyList<Run> runs)
    {
        var allocated = runs.Where(run => run.Content.Allocation is not null).ToList();
        if (allocated.Count == 0)
        {
            return;
        }

        page.Markup.Element("h2", "Allocation");
        foreach (var run in allocated)
        {
            AllocationSection.Write(page, run.Row.Name, run.Content.Allocation!);
        }
    }

    private static void WritePredictions(ReportPage page, IReadOnlyList<Run> runs)
    {
        var shown = runs.Where(run => run.Content.Predictions.Count > 0).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        page.Markup.Element("h2", "Example predictions");
        foreach (var run in shown)
        {
            page.Markup.Element("h3", run.Row.Name);
            PredictionGallery.Write(page, run.Content.Predictions, run.Folder);
        }
    }

    private static void WriteProvenance(ReportPage page, IReadOnlyList<Run> runs)
    {
        page.Markup.Element("h2", "Where the numbers come from");
        page.Table(
            "Run folders are relative to this report",
            [
                new Column("Network", IsNumber: false),
                new Column("Run folder", IsNumber: false),
                new Column("Status", IsNumber: false),
                new Column("Data", IsNumber: false),
                new Column("Specification", IsNumber: false),
                new Column("Program", IsNumber: false),
                new Column("Started", IsNumber: false),
            ],
            runs.Select(run => new List<string>
            {
                run.Row.Name,
                run.Row.RunFolder,
                RunReport.StatusOf(run.Content.Info),
                run.Content.Info.DataSource,
                run.Content.Info.SpecHash,
                run.Content.Info.Tool,
                NumberText.Time(run.Content.Info.Created),
            }));
    }

    /// <summary>A row of the comparison with what its run folder holds.</summary>
    private sealed record Run(ComparisonRow Row, string Folder, RunContent Content);
}
