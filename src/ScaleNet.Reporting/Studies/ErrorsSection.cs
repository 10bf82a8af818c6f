using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>The errors of the arms, condition by condition.</summary>
internal static class ErrorsSection
{
    private const double MostGap = 0.01; // the study compares at MACs that are equal within 1 %
    private const double Percent = 100;

    public static void Write(IDocument document, StudySummary study)
    {
        if (study.Arms.IsEmpty)
        {
            return;
        }

        document.Section("Errors");
        document.Text("Top-1 error on the test images after the last epoch: mean and standard deviation over the seeds. Lower is better.");
        foreach (var condition in study.Plan.Conditions)
        {
            var arms = study.Arms.Where(arm => arm.Condition == condition.Name).ToList();
            if (arms.Count > 0)
            {
                document.Part(condition.Name);
                WriteTable(document, condition, arms, study.Plan);
                WriteGaps(document, arms);
                WriteChart(document, condition, arms, study);
            }
        }
    }

    private static void WriteTable(IDocument document, StudyCondition condition, List<ArmSummary> arms, StudyPlan plan) => document.Table(
        $"Errors in {condition.Name}; MACs per image, and as part of the ResNet's; time of a training",
        [
            new Column("Arm", IsNumber: false),
            new Column("Seeds"),
            new Column("Test error"),
            new Column("Least to most"),
            new Column("Train error"),
            new Column("MACs"),
            new Column("Of budget"),
            new Column("Parameters"),
            new Column("Time"),
        ],
        [.. arms.Select(arm => new List<string>
        {
            arm.Arm,
            $"{NumberText.Count(arm.Error.Count)} of {NumberText.Count(plan.Seeds.Length)}",
            StudyText.MeanPercent(arm.Error),
            StudyText.RangePercent(arm.Error),
            StudyText.MeanPercent(arm.TrainError),
            NumberText.Macs((long)arm.Macs.Mean),
            StudyText.RangePercent(arm.MacsOfBudget, "F1"),
            NumberText.Count((long)arm.Parameters.Mean),
            NumberText.Duration(arm.Seconds.Mean),
        })]);

    private static void WriteGaps(IDocument document, List<ArmSummary> arms)
    {
        var off = arms.Where(arm => Math.Max(arm.MacsOfBudget.Most - 1, 1 - arm.MacsOfBudget.Least) > MostGap).Select(arm => arm.Arm).ToList();
        if (off.Count > 0)
        {
            document.Note($"More than 1 % off the budget, so not at equal cost: {string.Join(", ", off)}.");
        }
    }

    private static void WriteChart(IDocument document, StudyCondition condition, List<ArmSummary> arms, StudySummary study)
    {
        var runs = study.Results.Where(run => run.Condition == condition.Name).ToLookup(run => run.Arm);
        var chart = new IntervalRows
        {
            Title = $"Errors in {condition.Name}: mean (mark), Student's interval of the mean (line), single seeds (dots)",
            Quantity = "Top-1 error on the test images (%)",
            Unit = "%",
            Rows = [.. arms.Select(arm => new IntervalRow(
                arm.Arm,
                study.Plan.SeriesOf(arm.Arm),
                [.. runs[arm.Arm].OrderBy(run => run.Seed).Select(run => Percent * run.TestError)],
                Percent * arm.Error.Mean,
                arm.ErrorInterval.InPercent()))],
        };
        document.Figure(chart.Render(), $"errors-{condition.Name}");
    }
}
