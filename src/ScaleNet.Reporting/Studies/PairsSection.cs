using System.Globalization;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>The differences that the plan asks for, with a plain word on each.</summary>
internal static class PairsSection
{
    private const double Percent = 100;

    public static void Write(IDocument document, StudySummary study)
    {
        if (study.Pairs.IsEmpty)
        {
            return;
        }

        document.Section("Differences");
        Explain(document, study);
        if (!study.BegunPairs.IsEmpty)
        {
            WriteTable(document, study.BegunPairs);
        }

        foreach (var condition in study.Plan.Conditions)
        {
            WriteChart(document, condition.Name, [.. study.BegunPairs.Where(pair => pair.Condition == condition.Name)]);
        }
    }

    private static void Explain(IDocument document, StudySummary study)
    {
        document.Text(
            "Networks with the same seed are compared with each other. Intervals are for 95 % confidence. A difference is called one only if zero "
            + "lies outside of both: the bootstrap's interval, which is coarse and too narrow for so few seeds, and Student's, which takes the "
            + $"differences to be normally distributed. With fewer than {NumberText.Count(PairSummary.FewestSeeds)} seeds nothing is said.");
        var missing = study.Pairs.Length - study.BegunPairs.Length;
        if (missing > 0)
        {
            document.Text($"Of {NumberText.Count(study.Pairs.Length)} differences of the plan {NumberText.Count(missing)} are not listed: no seed of both arms has been run.");
        }

        var judged = study.Pairs.Count(pair => pair.Verdict != Verdict.TooFewRuns);
        if (judged > 0)
        {
            var different = study.Pairs.Count(pair => pair.Verdict is Verdict.LowerError or Verdict.HigherError);
            var expected = (judged * (1 - Interval.Confidence)).ToString("0.#", CultureInfo.InvariantCulture);
            document.Text(
                $"Of {NumberText.Count(judged)} differences that can be judged, {NumberText.Count(different)} are told from noise. "
                + $"If no arm differed from another, up to {expected} of so many would be expected to be called different all the same.");
        }
    }

    private static void WriteTable(IDocument document, IEnumerable<PairSummary> pairs) =>
        document.Table(
            "Differences of the test errors in percentage points, the first arm minus the second, over the seeds that both have",
            [
                new Column("Condition", IsNumber: false),
                new Column("Arm", IsNumber: false),
                new Column("Against", IsNumber: false),
                new Column("Seeds"),
                new Column("Mean"),
                new Column("Bootstrap interval"),
                new Column("Student's interval"),
                new Column("The first arm has", IsNumber: false),
            ],
            [.. pairs.Select(RowOf)]);

    private static List<string> RowOf(PairSummary pair) =>
    [
        pair.Condition,
        pair.Arm,
        pair.Against,
        NumberText.Count(pair.Differences.Values.Length),
        StudyText.Points(pair.Summary!.Mean),
        StudyText.Points(pair.Bootstrap),
        StudyText.Points(pair.Student),
        StudyText.Of(pair.Verdict),
    ];

    private static void WriteChart(IDocument document, string condition, List<PairSummary> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        var chart = new IntervalRows
        {
            Title = $"Differences in {condition}: mean (mark), bootstrap interval (bar), Student's interval (line), single seeds (dots)",
            Quantity = "Difference of the test errors (percentage points); left of zero the first arm errs less",
            Unit = "points",
            HasZero = true,
            Rows = [.. pairs.Select(pair => new IntervalRow(
                $"{pair.Arm} − {pair.Against}",
                Series: 0,
                [.. pair.Differences.Values.Select(value => Percent * value)],
                Percent * pair.Summary!.Mean,
                pair.Student.InPercent(),
                pair.Bootstrap.InPercent()))],
        };
        document.Figure(chart.Render(), $"differences-{condition}");
    }
}
