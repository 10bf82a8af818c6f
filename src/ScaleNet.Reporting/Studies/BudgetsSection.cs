using System.Globalization;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Studies;

/// <summary>Error against cost, where conditions differ in the size of the networks alone.</summary>
internal static class BudgetsSection
{
    public static void Write(IDocument document, StudySummary study)
    {
        var run = study.Arms.Select(arm => arm.Condition).ToHashSet(StringComparer.Ordinal);
        var groups = study.Plan.Conditions.Where(condition => run.Contains(condition.Name))
            .GroupBy(SettingOf).Where(group => group.Count() > 1).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        document.Section("Error versus cost");
        document.Text(
            "Conditions that differ in the size of the networks alone, joined: each mark is the mean over the seeds, each line through it "
            + "Student's 95 % interval. Marks of one budget are set side by side.");
        for (var i = 0; i < groups.Count; i++)
        {
            string[] names = [.. groups[i].Select(condition => condition.Name)];
            document.Figure(
                ErrorCurves.Render($"Error versus multiply-accumulates: {string.Join(", ", names)}", CurvesOf(study, names)),
                string.Create(CultureInfo.InvariantCulture, $"error-versus-macs-{i + 1}"));
        }
    }

    // Everything of a condition but its name and the size of its networks.
    private static string SettingOf(StudyCondition condition) => string.Create(
        CultureInfo.InvariantCulture,
        $"{condition.Data}|{condition.ImageSize}|{condition.TrainImages}|{condition.Epochs}|{condition.LargeStem}|{string.Join(',', condition.Scales)}");

    private static List<ErrorCurve> CurvesOf(StudySummary study, IReadOnlyList<string> conditions) =>
    [
        .. study.Plan.Arms
            .Select((arm, series) => new ErrorCurve(
                arm.Name,
                series,
                [
                    .. study.Arms.Where(run => run.Arm == arm.Name && conditions.Contains(run.Condition))
                        .OrderBy(run => run.Macs.Mean)
                        .Select(run => new ErrorCurvePoint(run.Macs.Mean, run.Error.Mean, run.ErrorInterval)),
                ]))
            .Where(curve => curve.Points.Count > 0),
    ];
}
