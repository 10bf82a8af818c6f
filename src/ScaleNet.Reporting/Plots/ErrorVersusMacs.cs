using System.Globalization;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>Top-1 error against cost: one labelled point per network; lower and further left is better.</summary>
public static class ErrorVersusMacs
{
    private const double Width = 720;
    private const double Top = 24;
    private const double PlotHeight = 300;
    private const double Left = 58;
    private const double Right = 24;
    private const double AxisRow = 46;

    /// <summary>Draws the chart.</summary>
    /// <param name="points">The networks; at least one.</param>
    /// <param name="budgetMacs">A dashed line at this cost, if given.</param>
    /// <exception cref="ArgumentException">There is no point, or an error is not finite.</exception>
    public static SvgChart Render(IReadOnlyList<ErrorPoint> points, long? budgetMacs = null)
    {
        Check(points);
        var costs = points.Select(point => point.Macs).Concat(budgetMacs is { } asked ? [asked] : []).ToList();
        var unit = MacsUnit.For(costs.Max());
        var errors = points.Select(point => 100 * point.Error).ToList();
        var area = new Box(Left, Top, Width - Left - Right, PlotHeight);
        var frame = new ChartFrame(
            area,
            Padded(costs.Min() / unit.Size, costs.Max() / unit.Size, area.X, area.Right),
            Padded(errors.Min(), errors.Max(), area.Bottom, area.Y));

        const string Title = "Top-1 error versus multiply-accumulates";
        return new SvgChart(Title, Describe(points, unit), Width, area.Bottom + AxisRow, svg =>
        {
            frame.Write(svg, $"{unit.Name} per image", "Top-1 error (%)");
            if (budgetMacs is { } budget)
            {
                WriteBudget(svg, frame.X.Position(budget / unit.Size), area);
            }

            WritePoints(svg, frame, points, unit);
        });
    }

    private static void Check(IReadOnlyList<ErrorPoint> points)
    {
        if (points.Count == 0)
        {
            throw new ArgumentException("points: got none, expected at least one.", nameof(points));
        }

        foreach (var point in points)
        {
            if (!double.IsFinite(point.Error))
            {
                throw new ArgumentException(
                    $"points: {point.Label} has error {point.Error}, expected a finite number.", nameof(points));
            }
        }
    }

    // A point on the frame itself would be hard to see.
    private static AxisScale Padded(double minimum, double maximum, double start, double end)
    {
        const double Padding = 0.08;
        var padding = Math.Max((maximum - minimum) * Padding, maximum * 1e-3);
        return new AxisScale(Math.Max(0, minimum - padding), maximum + padding, start, end);
    }

    private static void WriteBudget(MarkupWriter svg, double x, Box area)
    {
        svg.Line(new Spot(x, area.Y), new Spot(x, area.Bottom), "axis dashed");
        svg.Label(new Spot(x, area.Y - 8), "budget", "small muted", "middle");
    }

    private static void WritePoints(MarkupWriter svg, ChartFrame frame, IReadOnlyList<ErrorPoint> points, MacsUnit unit)
    {
        const double Baseline = 11;
        var spots = points.Select(point => frame.Place(point.Macs / unit.Size, 100 * point.Error)).ToList();
        var labels = LabelPlacement.Place(spots, [.. points.Select(point => point.Label)], frame.Area);
        for (var i = 0; i < points.Count; i++)
        {
            svg.Marker(spots[i], i, InWords(points[i], unit));
            var (box, onLeft) = (labels[i], labels[i].Right < spots[i].X);
            var at = new Spot(onLeft ? box.Right : box.X, box.Y + Baseline);
            svg.Label(at, points[i].Label, "ink", onLeft ? "end" : "start");
        }
    }

    private static string Describe(IReadOnlyList<ErrorPoint> points, MacsUnit unit) =>
        $"Each point is a network. {string.Join("; ", points.Select(point => InWords(point, unit)))}.";

    private static string InWords(ErrorPoint point, MacsUnit unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{point.Label}: {point.Macs / unit.Size:G4} {unit.Name}, error {100 * point.Error:F2} %");
}
