using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Reporting.Tests.Reports;

public sealed class ComparisonReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ComparisonReportTests()
    {
        ReportFixture.WriteRun(_folder.File("learned"), ReportFixture.Info("learned", 2_000_000));
        ReportFixture.WriteRun(_folder.File("even"), ReportFixture.Info("even", 1_900_000));
        new ComparisonInfo(
            "A comparison",
            "One seed: a demonstration, not evidence.",
            2_000_000,
            [new("Learned <b>", "learned", "learned"), new("Even", "even", "even")]).Write(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_says_what_each_network_costs_and_reaches()
    {
        var page = ReportFixture.Parse(ComparisonReport.Write(_folder.Path));

        Assert.Equal(
            [
                "Learned <b> | learned | 1,234,567 | 2.00 MMACs | 100.0 % | 25.00 % | 20.00 % | 1 of 2 | 1 h 2 min",
                "Even | even | 1,234,567 | 1.90 MMACs | 95.0 % | 25.00 % | 20.00 % | 1 of 2 | 1 h 2 min",
            ],
            ReportFixture.RowsOf(page, 0));
    }

    [Fact]
    public void The_note_stands_before_the_numbers()
    {
        var page = ReportFixture.Parse(ComparisonReport.Write(_folder.Path));

        var note = page.Descendants("p").First();
        Assert.Equal("One seed: a demonstration, not evidence.", note.Value);
        Assert.Empty(note.ElementsBeforeSelf("div"));
    }

    [Fact]
    public void Every_chart_is_there_and_ids_are_unique()
    {
        var page = ReportFixture.Parse(ComparisonReport.Write(_folder.Path));

        // Error versus cost, two allocations, loss, error.
        Assert.Equal(5, page.Descendants(XName.Get("svg", SvgChart.SvgNamespace)).Count());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var referred = page.Descendants().Attributes("aria-labelledby").SelectMany(names => names.Value.Split(' '));
        Assert.Subset(ids.ToHashSet(), referred.ToHashSet());
    }

    [Fact]
    public void Predictions_are_right_or_wrong_in_words()
    {
        var page = ReportFixture.Parse(ComparisonReport.Write(_folder.Path));

        var first = page.Descendants("ul").First().Elements("li").ToList();
        Assert.Equal("RightBag 87.5 %Shirt 12.5 %", first[0].Value);
        Assert.Equal("Wrong: it is ShirtCoat 62.5 %Shirt 37.5 %", first[1].Value);
        Assert.All(page.Descendants("img"), image =>
        {
            Assert.StartsWith("data:image/png;base64,", image.Attribute("src")!.Value, StringComparison.Ordinal);
            Assert.NotEmpty(image.Attribute("alt")!.Value);
        });
    }

    [Fact]
    public void The_page_requests_nothing()
    {
        var html = File.ReadAllText(ComparisonReport.Write(_folder.Path))
            .Replace(SvgChart.SvgNamespace, "", StringComparison.Ordinal);

        Assert.DoesNotMatch(new Regex("https?://|<link|<script|@import|url\\("), html);
        Assert.All(
            ReportFixture.Parse(_folder.File("report.html")).Descendants().Attributes("src"),
            source => Assert.StartsWith("data:", source.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_runs_give_the_same_page()
    {
        var first = File.ReadAllText(ComparisonReport.Write(_folder.Path));

        Assert.Equal(first, File.ReadAllText(ComparisonReport.Write(_folder.Path)));
    }

    [Fact]
    public void A_run_that_is_not_finished_is_marked()
    {
        var stopped = ReportFixture.Info("even", 1_900_000) with { Status = RunStatus.Stopped, EpochsDone = 1 };
        stopped.Write(_folder.File("even"));

        var page = ReportFixture.Parse(ComparisonReport.Write(_folder.Path));

        Assert.StartsWith(
            "Even (stopped after 1 of 2 epochs) |", ReportFixture.RowsOf(page, 0)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_not_there_is_an_error_that_names_it()
    {
        Directory.Delete(_folder.File("even"), recursive: true);

        var error = Assert.Throws<RunFolderException>(() => ComparisonReport.Write(_folder.Path));

        Assert.Contains("even: not a run folder", error.Message, StringComparison.Ordinal);
    }
}
