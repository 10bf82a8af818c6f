using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>The axes around a plot area: grid lines, ticks and titles.</summary>
/// <param name="Area">The plot area.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
internal sealed record ChartFrame(Box Area, AxisScale X, AxisScale Y)
{
    private const double TickGap = 8;

    public Spot Place(double x, double y) => new(X.Position(x), Y.Position(y));

    public void Write(MarkupWriter svg, string xTitle, string yTitle)
    {
        WriteVerticalAxis(svg, Area, Y, yTitle);
        svg.Line(new Spot(Area.X, Area.Bottom), new Spot(Area.Right, Area.Bottom), "axis");
        foreach (var tick in X.Ticks)
        {
            svg.Label(new Spot(X.Position(tick), Area.Bottom + 18), X.TickText(tick), "muted", "middle");
        }

        svg.Label(new Spot(Area.X + (Area.Width / 2), Area.Bottom + 38), xTitle, "muted", "middle");
    }

    public static void WriteVerticalAxis(MarkupWriter svg, Box area, AxisScale y, string title)
    {
        foreach (var tick in y.Ticks)
        {
            var at = y.Position(tick);
            svg.Line(new Spot(area.X, at), new Spot(area.Right, at), "grid");
            svg.Label(new Spot(area.X - TickGap, at + 4), y.TickText(tick), "muted", "end");
        }

        svg.UprightLabel(new Spot(14, area.Y + (area.Height / 2)), title);
    }
}
