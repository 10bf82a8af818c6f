using System.Globalization;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>Mean error against cost: a line for each way to make networks, with the intervals of the means.</summary>
/// <remarks>Networks of one budget cost nearly the same; their marks are set side by side so that none hides another.</remarks>
internal static class ErrorCurves
{
    private const double Width = 720;
    private const double PlotHeight = 340;
    private const double Left = 58;
    private const double Right = 24;
    private const double AxisRow = 46;
    private const double MarksWidth = 70;
    private const double MostMarkStep = 9;
    private const double EndReach = 3;
    private const double Padding = 0.08;
    private const double Percent = 100;

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="curves">The lines; at least one with a point.</param>
    /// <exception cref="ArgumentException">No line has a point.</exception>
    public static SvgChart Render(string title, IReadOnlyList<ErrorCurve> curves)
    {
        var points = curves.SelectMany(curve => curve.Points).ToList();
        if (points.Count == 0)
        {
            throw new ArgumentException($"{title}: got no point, expected at least one.");
        }

        var unit = MacsUnit.For((long)points.Max(point => point.Macs));
        var legend = new Legend([.. curves.Select(curve => curve.Name)], Left, 0, Width);
        var area = new Box(Left, legend.Bottom + 8, Width - Left - Right, PlotHeight);
        var frame = new ChartFrame(area, CostAxis(points, unit, area), ErrorAxis(points, area));
        var description = $"Mean top-1 error at each cost. {string.Join("; ", curves.Select(curve => InWords(curve, unit)))}.";
        return new SvgChart(title, description, Width, area.Bottom + AxisRow, svg =>
        {
            legend.Write(svg, (at, series) => svg.Marker(at, curves[series].Series));
            frame.Write(svg, $"{unit.Name} per image", "Top-1 error (%)");
            var step = Math.Min(MostMarkStep, MarksWidth / curves.Count);
            for (var i = 0; i < curves.Count; i++)
            {
                WriteCurve(svg, frame, curves[i], new CostPlace(unit, (i - ((curves.Count - 1) / 2.0)) * step));
            }
        });
    }

    private static AxisScale CostAxis(List<ErrorCurvePoint> points, MacsUnit unit, Box area)
    {
        var (least, most) = (points.Min(point => point.Macs) / unit.Size, points.Max(point => point.Macs) / unit.Size);
        var padding = (most - least) * Padding;
        return new AxisScale(Math.Max(0, least - padding), most + padding, area.X, area.Right);
    }

    private static AxisScale ErrorAxis(List<ErrorCurvePoint> points, Box area)
    {
        var least = Percent * points.Min(point => Math.Min(point.Error, point.Interval?.Low ?? point.Error));
        var most = Percent * points.Max(point => Math.Max(point.Error, point.Interval?.High ?? point.Error));
        return new AxisScale(least, most, area.Bottom, area.Y);
    }

    private static void WriteCurve(MarkupWriter svg, ChartFrame frame, ErrorCurve curve, CostPlace place)
    {
        var css = Palette.Line(curve.Series);
        var spots = curve.Points.Select(point => place.Of(frame, point.Macs, point.Error)).ToList();
        if (spots.Count > 1)
        {
            svg.Polyline(spots, $"curve thin {css}");
        }

        foreach (var (spot, point) in spots.Zip(curve.Points))
        {
            if (point.Interval is { } interval)
            {
                var (low, high) = (place.Of(frame, point.Macs, interval.Low), place.Of(frame, point.Macs, interval.High));
                svg.Line(low, high, $"curve thin {css}");
                svg.Line(low with { X = low.X - EndReach }, low with { X = low.X + EndReach }, $"curve thin {css}");
                svg.Line(high with { X = high.X - EndReach }, high with { X = high.X + EndReach }, $"curve thin {css}");
            }

            svg.Marker(spot, curve.Series, $"{curve.Name}: {InWords(point, place.Unit)}");
        }
    }

    private static string InWords(ErrorCurve curve, MacsUnit unit) =>
        $"{curve.Name}: {string.Join(", ", curve.Points.Select(point => InWords(point, unit)))}";

    private static string InWords(ErrorCurvePoint point, MacsUnit unit) => string.Create(
        CultureInfo.InvariantCulture, $"{Percent * point.Error:F2} % at {point.Macs / unit.Size:G4} {unit.Name}");

    /// <summary>Where a series' marks stand: at their cost, shifted by some px.</summary>
    private sealed record CostPlace(MacsUnit Unit, double Shift)
    {
        public Spot Of(ChartFrame frame, double macs, double error)
        {
            var at = frame.Place(macs / Unit.Size, Percent * error);
            return at with { X = at.X + Shift };
        }
    }
}
