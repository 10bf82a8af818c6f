using System.Xml.Linq;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using ScaleNet.Reporting.Tests.Plots;

namespace ScaleNet.Reporting.Tests.Reports;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_shown_with_its_facts_charts_and_examples()
    {
        ReportFixture.WriteRun(_folder.Path, ReportFixture.Info("run", 2_500_000_000));

        var page = ReportFixture.Parse(RunReport.Write(_folder.Path));

        Assert.Equal("run", page.Descendants("h1").Single().Value);
        Assert.Subset(
            page.Descendants("dd").Select(value => value.Value).ToHashSet(),
            new HashSet<string>
            {
                "2.50 GMACs per image", "25.00 % (epoch 2)", "20.00 % (epoch 1)", "finished, 2 of 2 epochs",
            });
        Assert.Equal(3, page.Descendants(XName.Get("svg", SvgChart.SvgNamespace)).Count());
        Assert.Equal(2, page.Descendants("img").Count());
        Assert.Equal(["1 | Stage 1 | 14 | 3 | 1 | 0 | 0 | 4", "2 | Stage 2 | 7 | 2 | 2 | 1 | 1 | 6"],
            ReportFixture.RowsOf(page, 1));
    }

    [Fact]
    public void A_run_with_lines_of_steps_has_their_curves()
    {
        ReportFixture.WriteRun(_folder.Path, ReportFixture.Info("run", 1));
        ReportFixture.WriteSteps(_folder.Path, count: 3);

        var page = ReportFixture.Parse(RunReport.Write(_folder.Path));

        Assert.Equal(
            [
                "Training loss over steps. run ends at 1.7 in step 150.",
                "Learning rate over steps. run ends at 0.1 in step 150.",
                "Images per second over steps. run ends at 1000 in step 150.",
            ],
            ReportFixture.ChartsOf(page).Skip(2).Take(3));
    }

    [Fact]
    public void Averaged_weights_have_their_errors_and_a_line()
    {
        ReportFixture.Info("run", 1).Write(_folder.Path);
        MetricsLog.Append(_folder.Path, ReportFixture.Epoch(1, top1: 0.5) with { ValidationEmaTop1 = 0.75 });
        MetricsLog.Append(_folder.Path, ReportFixture.Epoch(2, top1: 0.5) with { ValidationEmaTop1 = 0.625 });

        var page = ReportFixture.Parse(RunReport.Write(_folder.Path));

        Assert.Subset(
            page.Descendants("dd").Select(value => value.Value).ToHashSet(),
            new HashSet<string> { "37.50 % (epoch 2)", "25.00 % (epoch 1)" });
        Assert.Single(page.Elements("polyline", "dotted"));
    }

    [Fact]
    public void The_page_goes_where_it_is_asked_for()
    {
        ReportFixture.WriteRun(_folder.File("run"), ReportFixture.Info("run", 1));

        Assert.Equal(_folder.File("page.html"), RunReport.Write(_folder.File("run"), _folder.File("page.html")));
        Assert.True(File.Exists(_folder.File("page.html")));
        Assert.False(File.Exists(Path.Combine(_folder.File("run"), "report.html")));
    }

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        const string Hostile = "<script>alert(\"1\")</script> & 'x' \u0001 \U0001F600";
        var info = ReportFixture.Info(Hostile, 1) with { Network = Hostile, DataSource = Hostile };
        ReportFixture.WriteRun(_folder.Path, info);
        ExamplePrediction.WriteAll(_folder.Path, [new(ReportFixture.Png, Hostile, [new(Hostile, 1)])]);

        var path = RunReport.Write(_folder.Path);

        Assert.DoesNotContain("<script", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase);
        // What XML cannot hold is replaced; all else is shown as it is.
        var shown = Hostile.Replace('\u0001', '\uFFFD');
        Assert.Equal(shown, ReportFixture.Parse(path).Descendants("h1").Single().Value);
    }

    [Fact]
    public void A_run_before_its_first_epoch_has_a_report()
    {
        (ReportFixture.Info("new", 1) with { Status = RunStatus.Running, EpochsDone = 0 }).Write(_folder.Path);

        var page = ReportFixture.Parse(RunReport.Write(_folder.Path));

        Assert.Contains(
            page.Descendants("p"), text => text.Value == "No epoch with a finite loss has been finished yet.");
    }

    [Fact]
    public void Every_table_cell_has_a_head()
    {
        ReportFixture.WriteRun(_folder.Path, ReportFixture.Info("run", 1));

        var page = ReportFixture.Parse(RunReport.Write(_folder.Path));

        Assert.All(
            page.Descendants("th"), head => Assert.Matches("^(row|col)$", (string?)head.Attribute("scope")));
        Assert.All(page.Descendants("tbody").Elements("tr"), row => Assert.Equal("th", row.Elements().First().Name));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("iVBORw0KGgo\" onerror=")]
    public void A_picture_that_is_no_PNG_is_refused(string image)
    {
        ReportFixture.WriteRun(_folder.Path, ReportFixture.Info("run", 1));
        ExamplePrediction.WriteAll(_folder.Path, [new(image, "Bag", [new("Bag", 1)])]);

        var error = Assert.Throws<RunFolderException>(() => RunReport.Write(_folder.Path));

        Assert.Contains("$[0].image: not a PNG in base64", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("report.html")));
    }
}
