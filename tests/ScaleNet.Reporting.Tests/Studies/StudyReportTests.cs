using System.Xml.Linq;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Studies;
using ScaleNet.Reporting.Tests.Reports;

namespace ScaleNet.Reporting.Tests.Studies;

public sealed class StudyReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Markdown => File.ReadAllText(_folder.File(StudyReport.MarkdownFile));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_text_of_a_study_of_which_a_part_was_run_is_the_expected_one()
    {
        StudyFixture.Write(_folder.Path, StudyFixture.Plan, seeds: 3, "narrow", "wide");

        StudyReport.Write(_folder.Path);

        Golden.Match("study-part.md", Markdown);
    }

    [Fact]
    public void The_text_of_a_study_of_which_nothing_was_run_is_the_expected_one()
    {
        StudyFixture.Plan.Write(_folder.Path);

        StudyReport.Write(_folder.Path);

        Golden.Match("study-none.md", Markdown);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.svg"));
    }

    [Fact]
    public void What_was_taken_over_took_no_time_and_the_commands_name_whose_it_is()
    {
        StudyFixture.Plan.Write(_folder.Path);
        var result = StudyFixture.Result(StudyFixture.Plan.Conditions[0], StudyFixture.Plan.Arms[0], 0, seed: 1);
        StudyLog.Append(_folder.Path, result with { TakenFrom = "wide/a/resnet/1" });
        StudyLog.Append(_folder.Path, result with { Seed = 2, Processor = "A processor, vectors of 512 bits" });
        StudyLog.Append(_folder.Path, StudyFixture.Seed(StudyFixture.Plan.Conditions[0], seed: 1) with { TakenFrom = "deep/b/seed-network/1" });

        StudyReport.Write(_folder.Path);

        Assert.Contains("| Trainings | 1 in 1 min 40 s |", Markdown, StringComparison.Ordinal);
        Assert.Contains("| Seed networks | 0 |", Markdown, StringComparison.Ordinal);
        Assert.Contains("| Processors | A processor, vectors of 512 bits |", Markdown, StringComparison.Ordinal);
        Assert.Contains("scalenet study run invented/study.json --runs . --take-from deep wide\n", Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Epochs_that_were_cut_are_told()
    {
        StudyFixture.Plan.Write(_folder.Path);
        StudyLog.Append(
            _folder.Path, StudyFixture.Result(StudyFixture.Plan.Conditions[0], StudyFixture.Plan.Arms[0], 0, seed: 1) with { LimitBatches = 2 });

        StudyReport.Write(_folder.Path);

        Assert.Contains("Epochs were cut to 2 batches, to try things out: these are no results.", Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void With_one_seed_nothing_is_said_of_the_differences_and_no_interval_is_drawn()
    {
        StudyFixture.Write(_folder.Path, StudyFixture.Plan, seeds: 1, "narrow");

        var page = Page();

        Assert.Contains("narrow | learned | even | 1 | -0.57 | – | – | too few runs", Rows(page));
        Assert.Contains(ReportFixture.ChartsOf(page), text =>
            text.Contains("resnet: 17.01 % in 1 run; even: 16.60 % in 1 run", StringComparison.Ordinal));
        Assert.DoesNotContain("±", Markdown.Split("## Allocations")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_and_the_text_have_the_same_charts_and_the_text_finds_its_files()
    {
        StudyFixture.Write(_folder.Path, StudyFixture.Plan, seeds: 2, "narrow", "wide", "plain");

        var page = Page();

        string[] files = [.. Directory.GetFiles(_folder.Path, "*.svg").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "allocation-narrow.svg", "allocation-plain.svg", "allocation-wide.svg", "curves-narrow.svg", "curves-plain.svg", "curves-wide.svg",
                "differences-narrow.svg", "differences-plain.svg", "differences-wide.svg", "error-versus-macs-1.svg",
                "errors-narrow.svg", "errors-plain.svg", "errors-wide.svg",
            ],
            files);
        Assert.Equal(files.Length, ReportFixture.ChartsOf(page).Count);
        Assert.All(files, file => Assert.Contains($"]({file})", Markdown, StringComparison.Ordinal));
        Assert.All(files, file => XDocument.Load(_folder.File(file)));
    }

    [Fact]
    public void Conditions_of_other_data_are_not_joined_to_the_curve_over_the_costs()
    {
        StudyFixture.Write(_folder.Path, StudyFixture.Plan, seeds: 2, "narrow", "wide", "plain");

        Page();

        var text = File.ReadAllText(_folder.File("error-versus-macs-1.svg"));
        Assert.Contains("Error versus multiply-accumulates: narrow, wide<", text, StringComparison.Ordinal);
        Assert.Contains("6.39 MMACs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_without_trainings_is_counted_and_neither_listed_nor_joined_to_a_curve()
    {
        StudyFixture.Write(_folder.Path, StudyFixture.Plan, seeds: 2, "narrow", "plain");

        var page = Page();

        Assert.DoesNotContain("Error versus cost", Markdown, StringComparison.Ordinal);
        Assert.Contains("differences of the plan", Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(Rows(page), row => row.StartsWith("wide | learned | even", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_only_some_epochs_were_tested_there_is_no_curve_over_them()
    {
        StudyFixture.Plan.Write(_folder.Path);
        var result = StudyFixture.Result(StudyFixture.Plan.Conditions[0], StudyFixture.Plan.Arms[0], number: 0, seed: 1);
        StudyLog.Append(_folder.Path, result with { TestErrors = [0.5, 0.25] });

        Page();

        Assert.DoesNotContain("Learning curves", Markdown, StringComparison.Ordinal);
        Assert.Contains("| resnet | 1 of 3 | 25.00 % |", Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_off_the_budget_is_named()
    {
        StudyFixture.Plan.Write(_folder.Path);
        var result = StudyFixture.Result(StudyFixture.Plan.Conditions[0], StudyFixture.Plan.Arms[0], number: 0, seed: 1);
        StudyLog.Append(_folder.Path, result with { Macs = result.BudgetMacs * 98 / 100 });

        Page();

        Assert.Contains("> **More than 1 % off the budget, so not at equal cost: resnet.**", Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_that_the_plan_does_not_have_are_told_of()
    {
        StudyFixture.Write(_folder.Path, StudyFixture.Plan, seeds: 1, "narrow");
        (StudyFixture.Plan with { Seeds = [2, 3] }).Write(_folder.Path);

        Page();

        Assert.Contains("> **Results of conditions, arms or seeds that the plan does not have, which count nowhere: 4.**", Markdown, StringComparison.Ordinal);
        Assert.Contains("**0 of 24 planned trainings", Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_requests_nothing_and_markup_in_a_title_stays_text()
    {
        var plan = StudyFixture.Plan with { Title = "<script>alert(1)</script>", Question = "a | b\n# c" };
        StudyFixture.Write(_folder.Path, plan, seeds: 2, "narrow");

        var page = Page();

        Assert.Equal(plan.Title, page.Descendants("h1").Single().Value);
        Assert.Empty(page.Descendants("script"));
        Assert.StartsWith("# \\<script\\>alert(1)\\</script\\>\n\na \\| b \\# c\n", Markdown, StringComparison.Ordinal);
        var text = File.ReadAllText(_folder.File(RunLayout.ReportFile));
        Assert.DoesNotContain("http", text.Replace(SvgChart.SvgNamespace, "", StringComparison.Ordinal)
            .Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("src=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_study_is_named_and_nothing_is_written()
    {
        var error = Assert.Throws<RunFolderException>(() => StudyReport.Write(_folder.Path));

        Assert.Contains("study.json: there is no such file", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private XElement Page() => ReportFixture.Parse(StudyReport.Write(_folder.Path));

    private static List<string> Rows(XElement page) =>
        [.. Enumerable.Range(0, page.Descendants("table").Count()).SelectMany(table => ReportFixture.RowsOf(page, table))];
}
