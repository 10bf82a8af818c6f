using System.Globalization;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Plots;

/// <summary>Each scale's share of the neurons against the cost, over the structures of a sweep.</summary>
public static class ScaleShares
{
    private const string Latency = "latency";
    private const string Macs = "macs";
    private const string MacsName = "MACs";
    private const int FewestUnits = 10;
    private const double NanosecondsPerMicrosecond = 1e3;

    /// <summary>Draws it.</summary>
    public static SvgChart Render(SweepInfo sweep)
    {
        var (size, unit) = UnitOf(sweep);
        var shares = sweep.Points.Select(point => (X: point.CostReached / size, Shares: point.Shares())).ToList();
        string[] names = [.. sweep.Scales.Select(scale => string.Create(CultureInfo.InvariantCulture, $"scale {scale}"))];
        return new LineChart
        {
            Title = "Share of the neurons by scale",
            Description = Describe(names, shares[0].Shares, shares[^1].Shares),
            XTitle = $"Cost reached ({unit})",
            XName = unit,
            YTitle = "Share of the neurons (%)",
            Names = names,
            Lines =
            [
                .. Enumerable.Range(0, names.Length).Select(scale => new ChartLine(
                    scale, "", HasMarks: true, [.. shares.Select(point => ChartLine.PointOf(point.X, 100 * point.Shares[scale]))])),
            ],
        }.Render();
    }

    // Axes count in whole units, so that the smallest cost must be some of them.
    private static (double Size, string Name) UnitOf(SweepInfo sweep)
    {
        if (sweep.BudgetKind == Latency)
        {
            return (NanosecondsPerMicrosecond, "µs");
        }

        var unit = MacsUnit.For(sweep.Points[0].CostReached / FewestUnits);
        return (unit.Size, sweep.BudgetKind == Macs ? unit.Name : $"{unit.Name[..^MacsName.Length]} parameters".TrimStart());
    }

    private static string Describe(string[] names, IReadOnlyList<double> first, IReadOnlyList<double> last)
    {
        var ends = names.Select((name, scale) => string.Create(
            CultureInfo.InvariantCulture, $"{name} has {100 * first[scale]:F1} % of the neurons at the smallest cost and {100 * last[scale]:F1} % at the largest"));
        return $"Shares of the scales over the cost. {string.Join("; ", ends)}.";
    }
}
