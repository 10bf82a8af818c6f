using System.Globalization;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Reporting.Studies;

/// <summary>Numbers and verdicts as a study's report and its verb write them.</summary>
public static class StudyText
{
    private const double Percent = 100;

    /// <summary>The verdict in words.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.LowerError => "lower error",
        Verdict.HigherError => "higher error",
        Verdict.NotDistinguishable => "not distinguishable from noise",
        _ => "too few runs",
    };

    /// <summary>A difference of errors in percentage points, with its sign; a dash without one.</summary>
    public static string Points(double? difference) => difference is { } value
        ? (Percent * value).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)
        : NumberText.None;

    /// <summary>An interval of such differences.</summary>
    public static string Points(Interval? interval) =>
        interval is { } ends ? $"{Points(ends.Low)} to {Points(ends.High)}" : NumberText.None;

    /// <summary>A mean fraction in per cent, with the standard deviation where there is one.</summary>
    internal static string MeanPercent(MeanAndSpread values, string format = "F2")
    {
        var mean = (Percent * values.Mean).ToString(format, CultureInfo.InvariantCulture);
        return values.StandardDeviation is { } deviation
            ? $"{mean} ± {(Percent * deviation).ToString(format, CultureInfo.InvariantCulture)} %"
            : $"{mean} %";
    }

    /// <summary>The smallest and the largest of some fractions in per cent, or the one that they all are.</summary>
    internal static string RangePercent(MeanAndSpread values, string format = "F2")
    {
        var least = (Percent * values.Least).ToString(format, CultureInfo.InvariantCulture);
        var most = (Percent * values.Most).ToString(format, CultureInfo.InvariantCulture);
        return least == most ? $"{least} %" : $"{least} to {most} %";
    }

    /// <summary>A rank correlation; a dash without one.</summary>
    internal static string Correlation(double? correlation) =>
        correlation?.ToString("F2", CultureInfo.InvariantCulture) ?? NumberText.None;

    internal static string Names(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => NumberText.Count(number)));
}
