using ScaleNet.Evaluation.Statistics;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Reporting.Studies;

/// <summary>What the charts of a study share.</summary>
internal static class StudyExtensions
{
    private const double Percent = 100;

    /// <summary>The number of an arm in the plan: its colour is the same in all charts.</summary>
    public static int SeriesOf(this StudyPlan plan, string arm) => plan.Arms.Select(known => known.Name).ToList().IndexOf(arm);

    /// <summary>An interval of fractions in per cent.</summary>
    public static Interval? InPercent(this Interval? fractions) =>
        fractions is { } ends ? new Interval(Percent * ends.Low, Percent * ends.High) : null;
}
