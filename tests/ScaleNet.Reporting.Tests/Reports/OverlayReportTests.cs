using System.Xml.Linq;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using ScaleNet.Reporting.Tests.Plots;

namespace ScaleNet.Reporting.Tests.Reports;

public sealed class OverlayReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_chart_has_a_line_of_every_run()
    {
        var (one, two) = (Run("one"), Run("two"));
        ReportFixture.WriteSteps(one, count: 3);

        var page = Page(one, two);

        Assert.Equal(
            [
                "Training loss over steps. one ends at 1.7 in step 150; two ends at 0.5 in step 2.",
                "Learning rate over steps. one ends at 0.1 in step 150; two ends at 0.1 in step 2.",
                "Images per second over steps. one ends at 1000 in step 150; two ends at 1000 in step 2.",
                "Loss over epochs. In validation, one ends at 0.75 in epoch 2; two ends at 0.75 in epoch 2.",
                "Top-1 error (%) over epochs. In validation, one ends at 25 in epoch 2; two ends at 25 in epoch 2.",
            ],
            ReportFixture.ChartsOf(page));
        // Two lines in each chart of steps, and in each of epochs two for training and two for validation.
        Assert.Equal((3 * 2) + (2 * 4), page.Elements("polyline", "curve").Count);
        Assert.Equal(
            ["one", "two"], page.Descendants(XName.Get("svg", SvgChart.SvgNamespace)).First().Texts().Take(2));
    }

    [Fact]
    public void The_table_has_errors_costs_and_time()
    {
        var page = Page(Run("one"), Run("two", status: RunStatus.Stopped));

        Assert.Equal(
            [
                "one | Net one | 1,234,567 | 2.50 MMACs | 25.00 % (epoch 2) | 20.00 % (epoch 1) | 2 of 2 | 1 h 2 min",
                "two (stopped after 2 of 2 epochs) | Net two | 1,234,567 | 2.50 MMACs | 25.00 % (epoch 2) | 20.00 % (epoch 1) "
                + "| 2 of 2 | 1 h 2 min",
            ],
            ReportFixture.RowsOf(page, 0));
    }

    [Fact]
    public void Averaged_weights_of_one_run_make_columns_and_a_dotted_line()
    {
        var averaged = _folder.File("averaged");
        Directory.CreateDirectory(averaged);
        ReportFixture.Info("averaged", 1).Write(averaged);
        MetricsLog.Append(averaged, ReportFixture.Epoch(1, top1: 0.5) with { ValidationEmaTop1 = 0.75 });
        MetricsLog.Append(averaged, ReportFixture.Epoch(2, top1: 0.5) with { ValidationEmaTop1 = 0.625 });

        var page = Page(averaged, Run("plain"));

        Assert.Contains("37.50 % (epoch 2) | 25.00 % (epoch 1)", ReportFixture.RowsOf(page, 0)[0], StringComparison.Ordinal);
        Assert.Contains("20.00 % (epoch 1) | – | –", ReportFixture.RowsOf(page, 0)[1], StringComparison.Ordinal);
        Assert.Single(page.Elements("polyline", "dotted"));
    }

    [Fact]
    public void Runs_of_one_name_are_told_apart_by_their_folders()
    {
        var page = Page(Run("a/same", name: "same"), Run("b/same", name: "same") + Path.DirectorySeparatorChar, Run("other"));

        Assert.Equal(
            [$"same ({_folder.File("a/same")})", $"same ({_folder.File("b/same")})", "other"],
            page.Descendants("table").First().Descendants("th").Where(head => (string?)head.Attribute("scope") == "row")
                .Select(head => head.Value));
    }

    [Fact]
    public void A_comparison_stands_for_its_runs_and_a_run_given_twice_is_one()
    {
        var one = Run("one");
        Run("two");
        new ComparisonInfo("Title", "Note", null, [new("One", "one", ""), new("Two", "two", "")]).Write(_folder.Path);

        Assert.Equal("2 runs", Page(one, _folder.Path).Descendants("h1").Single().Value);
    }

    [Fact]
    public void A_run_without_measurements_is_in_the_table_and_in_no_chart()
    {
        var empty = _folder.File("empty");
        Directory.CreateDirectory(empty);
        (ReportFixture.Info("empty", 1) with { Status = RunStatus.Running, EpochsDone = 0 }).Write(empty);

        var page = Page(Run("one"), empty);

        Assert.StartsWith("empty (running, 0 of 2 epochs) | Net empty", ReportFixture.RowsOf(page, 0)[1], StringComparison.Ordinal);
        Assert.All(ReportFixture.ChartsOf(page), text => Assert.DoesNotContain("empty", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Different_data_is_told_of()
    {
        var (one, two) = (Run("one"), Run("two"));
        Assert.DoesNotContain(Page(one, two).Descendants("p"), IsNote);

        (RunInfo.Read(two) with { DataSource = "other images" }).Write(two);

        Assert.Single(Page(one, two).Descendants("p"), IsNote);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_named()
    {
        var error = Assert.Throws<RunFolderException>(() => Page(Run("one"), _folder.File("nowhere")));

        Assert.StartsWith($"{_folder.File("nowhere")}: not a run folder", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("page.html")));
    }

    [Fact]
    public void The_page_requests_nothing()
    {
        Page(Run("one"), Run("two"));
        var text = File.ReadAllText(_folder.File("page.html"));

        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text.Replace(SvgChart.SvgNamespace, "", StringComparison.Ordinal)
            .Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static bool IsNote(XElement text) => (string?)text.Attribute("role") == "note";

    private string Run(string folder, string? name = null, RunStatus status = RunStatus.Finished)
    {
        var path = _folder.File(folder);
        ReportFixture.WriteRun(path, ReportFixture.Info(name ?? folder, 2_500_000) with { Status = status });
        return path;
    }

    private XElement Page(params string[] folders) =>
        ReportFixture.Parse(OverlayReport.Write(folders, _folder.File("page.html")));
}
