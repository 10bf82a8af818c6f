using System.Globalization;
using System.Text;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Reports;

/// <summary>The report of a sweep: what one seed gives for many budgets.</summary>
public static class SweepReport
{
    /// <summary>The plot as a file of its own.</summary>
    public const string ChartFile = "shares.svg";

    /// <summary>Writes a page about a sweep, and its plot beside it, from <c>sweep.json</c>.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="path">The page; <c>report.html</c> in that folder if null.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="RunFolderException">The file is missing or not as expected.</exception>
    public static string Write(string folder, string? path = null)
    {
        var sweep = SweepInfo.Read(folder);
        var chart = ScaleShares.Render(sweep);
        AtomicFile.WriteAllBytes(RunLayout.PathOf(folder, ChartFile), Encoding.UTF8.GetBytes(chart.ToSvg()));
        return ReportPage.Write(path ?? RunLayout.PathOf(folder, RunLayout.ReportFile), sweep.Title, page =>
        {
            page.Facts([("Policy", sweep.Policy), ("Seed", sweep.SeedRun), ("Budgets", $"{sweep.Points.Count} of {sweep.Unit}")]);
            page.Figure(chart, "Each scale's share of all neurons against what the structure costs");
            page.Table(
                $"Costs are predicted, in {sweep.Unit}; a structure is the largest within its budget",
                [
                    new Column("Run folder", IsNumber: false),
                    new Column("Budget"),
                    new Column("Reached"),
                    new Column("Next larger"),
                    .. sweep.Points.Any(point => point.MeasuredCost is not null) ? [new Column("Measured")] : Array.Empty<Column>(),
                    new Column("MACs per image"),
                    new Column("Parameters"),
                    new Column("Ratio"),
                    .. sweep.Scales.Select(scale => new Column($"Scale {NumberText.Count(scale)}")),
                ],
                sweep.Points.Select(point => RowOf(point, sweep)));
        });
    }

    private static List<string> RowOf(SweepPoint point, SweepInfo sweep) =>
    [
        point.RunFolder,
        NumberText.Count(point.Budget),
        NumberText.Count(point.CostReached),
        CountOrNone(point.NextCost),
        .. sweep.Points.Any(other => other.MeasuredCost is not null) ? [CountOrNone(point.MeasuredCost)] : Array.Empty<string>(),
        NumberText.Macs(point.Macs),
        NumberText.Count(point.Parameters),
        point.Ratio.ToString("F4", CultureInfo.InvariantCulture),
        .. point.Shares().Select(share => NumberText.Percent(share, "F1")),
    ];

    private static string CountOrNone(long? count) => count is { } value ? NumberText.Count(value) : NumberText.None;
}
