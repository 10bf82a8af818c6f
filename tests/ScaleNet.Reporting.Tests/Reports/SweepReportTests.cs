using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using ScaleNet.Reporting.Tests.Plots;

namespace ScaleNet.Reporting.Tests.Reports;

public sealed class SweepReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static SweepInfo Sweep { get; } = new(
        "many", "per-block", "macs", "MACs", "../seed1", [1, 2],
        [
            new SweepPoint("1", 10_000_000, 9_900_000, 10_100_000, null, 9_900_000, 50_000, 0.5, [[3, 1], [4, 0]]),
            new SweepPoint("2", 20_000_000, 19_500_000, null, null, 19_500_000, 90_000, 1, [[4, 4], [4, 4]]),
        ]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_has_the_chart_and_a_row_for_each_structure()
    {
        Sweep.Write(_folder.Path);

        var page = File.ReadAllText(SweepReport.Write(_folder.Path));

        Assert.Contains("share of all neurons against what the structure costs", page, StringComparison.Ordinal);
        Assert.Contains("9,900,000", page, StringComparison.Ordinal);
        Assert.Contains("87.5 %", page, StringComparison.Ordinal);
        Assert.Contains("10,100,000", page, StringComparison.Ordinal);
        Assert.Contains("../seed1", page, StringComparison.Ordinal);
        Assert.Equal(ScaleShares.Render(Sweep).ToSvg(), File.ReadAllText(_folder.File(SweepReport.ChartFile)));
    }

    [Fact]
    public void The_chart_has_a_line_for_each_scale_and_says_where_they_end()
    {
        var chart = ScaleShares.Render(Sweep);

        Assert.Equal(2, SvgReader.Parse(chart).Elements("polyline", "curve").Count);
        Assert.Equal(
            "Shares of the scales over the cost. scale 1 has 87.5 % of the neurons at the smallest cost and 50.0 % at the largest; "
            + "scale 2 has 12.5 % of the neurons at the smallest cost and 50.0 % at the largest.",
            chart.Description);
    }

    [Theory]
    [InlineData("macs", "Cost reached (kMACs)")]
    [InlineData("parameters", "Cost reached (k parameters)")]
    [InlineData("latency", "Cost reached (µs)")]
    public void The_axis_has_the_unit_of_the_budget(string kind, string title) =>
        Assert.Contains(title, ScaleShares.Render(Sweep with { BudgetKind = kind }).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void What_was_measured_has_a_column()
    {
        (Sweep with { BudgetKind = "latency", Unit = "ns", Points = [Sweep.Points[0] with { MeasuredCost = 9_123_456 }] }).Write(_folder.Path);

        var page = File.ReadAllText(SweepReport.Write(_folder.Path, _folder.File("page.html")));

        Assert.Contains("Measured", page, StringComparison.Ordinal);
        Assert.Contains("9,123,456", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_spoiled_is_told()
    {
        (Sweep with { Scales = [1, 2, 4] }).Write(_folder.Path);
        var error = Assert.Throws<RunFolderException>(() => SweepReport.Write(_folder.Path));
        Assert.Contains("sweep.json $.points[0]: expected", error.Message, StringComparison.Ordinal);

        (Sweep with { Points = [] }).Write(_folder.Path);
        error = Assert.Throws<RunFolderException>(() => SweepReport.Write(_folder.Path));
        Assert.Contains("$.points: is empty", error.Message, StringComparison.Ordinal);
    }
}
