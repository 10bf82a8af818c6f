using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Studies;

/// <summary>The test error by epoch, mean over the seeds.</summary>
internal static class EpochsSection
{
    private const double Percent = 100;

    public static void Write(IDocument document, StudySummary study)
    {
        var conditions = study.Plan.Conditions
            .Select(condition => (condition.Name, Runs: study.Results.Where(run => run.Condition == condition.Name && HasCurve(run)).ToList()))
            .Where(condition => condition.Runs.Count > 0)
            .ToList();
        if (conditions.Count == 0)
        {
            return;
        }

        document.Section("Learning curves");
        document.Text("Only the last epoch counts; the way there shows whether the networks had learned what they could.");
        foreach (var (name, runs) in conditions)
        {
            document.Figure(ChartOf(name, runs, study.Plan), $"curves-{name}");
        }
    }

    // Of a single epoch there is no curve, and where some were not tested it is not known which.
    private static bool HasCurve(StudyResult run) => run.Epochs > 1 && run.TestErrors.Length == run.Epochs;

    private static SvgChart ChartOf(string condition, List<StudyResult> runs, StudyPlan plan)
    {
        var lines = runs.GroupBy(run => run.Arm)
            .Select(arm => new ChartLine(plan.SeriesOf(arm.Key), "thin", HasMarks: true, MeansOf([.. arm])))
            .OrderBy(line => line.Run)
            .ToList();
        var ends = lines.Select(line => FormattableString.Invariant($"{plan.Arms[line.Run].Name} ends at {line.Last!.Value.Y:F2} %"));
        return new LineChart
        {
            Title = $"Test error by epoch in {condition}, mean over the seeds",
            Description = $"Top-1 error on the test images by epoch. {string.Join("; ", ends)}.",
            XTitle = "Epoch",
            XName = "epoch",
            YTitle = "Top-1 error (%)",
            Names = [.. plan.Arms.Select(arm => arm.Name)],
            Lines = lines,
        }.Render();
    }

    // Over the seeds that got as far.
    private static Spot?[] MeansOf(List<StudyResult> runs) =>
    [
        .. Enumerable.Range(0, runs.Max(run => run.TestErrors.Length)).Select(epoch => (Spot?)new Spot(
            epoch + 1,
            Percent * runs.Where(run => run.TestErrors.Length > epoch).Average(run => run.TestErrors[epoch]))),
    ];
}
