using System.Globalization;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>One plot area with errors upwards and something that should be small to the right: one labelled point per network.</summary>
/// <param name="Quantity">Title of the horizontal axis.</param>
/// <param name="Unit">Its unit, as sentences name it.</param>
/// <param name="Points">The networks, in the unit; at least one.</param>
/// <param name="Mark">A dashed vertical line, if given.</param>
internal sealed record ErrorPanel(
    string Quantity, string Unit, IReadOnlyList<(string Label, double Value, double Error)> Points,
    (string Label, double Value)? Mark = null)
{
    public const double Width = 720;
    public const double Top = 24;

    private const double PlotHeight = 300;
    private const double Left = 58;
    private const double Right = 24;
    private const double AxisRow = 46;

    /// <summary>Height of a panel with its horizontal axis, without what is above it.</summary>
    public static double Height => PlotHeight + AxisRow;

    /// <summary>Refuses what cannot be drawn.</summary>
    /// <exception cref="ArgumentException">There is no point, or one is not finite.</exception>
    public ErrorPanel Check()
    {
        if (Points.Count == 0)
        {
            throw new ArgumentException("points: got none, expected at least one.");
        }

        foreach (var (label, value, error) in Points)
        {
            if (!double.IsFinite(error) || !double.IsFinite(value))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"points: {label} is at {value} with error {error}, expected finite numbers."));
            }
        }

        return this;
    }

    /// <summary>Draws it below <paramref name="top"/>.</summary>
    public void Write(MarkupWriter svg, double top)
    {
        var area = new Box(Left, top, Width - Left - Right, PlotHeight);
        var values = Points.Select(point => point.Value).Concat(Mark is { } mark ? [mark.Value] : []).ToList();
        var errors = Points.Select(point => 100 * point.Error).ToList();
        var frame = new ChartFrame(
            area,
            Padded(values.Min(), values.Max(), area.X, area.Right),
            Padded(errors.Min(), errors.Max(), area.Bottom, area.Y));
        frame.Write(svg, Quantity, "Top-1 error (%)");
        if (Mark is { } line)
        {
            WriteMark(svg, line.Label, frame.X.Position(line.Value), area);
        }

        WritePoints(svg, frame);
    }

    /// <summary>The points in words.</summary>
    public string Describe() => string.Join("; ", Points.Select((_, i) => InWords(i)));

    // A point on the frame itself would be hard to see.
    private static AxisScale Padded(double minimum, double maximum, double start, double end)
    {
        const double Padding = 0.08;
        var padding = Math.Max((maximum - minimum) * Padding, maximum * 1e-3);
        return new AxisScale(Math.Max(0, minimum - padding), maximum + padding, start, end);
    }

    private static void WriteMark(MarkupWriter svg, string label, double x, Box area)
    {
        svg.Line(new Spot(x, area.Y), new Spot(x, area.Bottom), "axis dashed");
        svg.Label(new Spot(x, area.Y - 8), label, "small muted", "middle");
    }

    private void WritePoints(MarkupWriter svg, ChartFrame frame)
    {
        const double Baseline = 11;
        var spots = Points.Select(point => frame.Place(point.Value, 100 * point.Error)).ToList();
        var labels = LabelPlacement.Place(spots, [.. Points.Select(point => point.Label)], frame.Area);
        for (var i = 0; i < Points.Count; i++)
        {
            svg.Marker(spots[i], i, InWords(i));
            var (box, onLeft) = (labels[i], labels[i].Right < spots[i].X);
            var at = new Spot(onLeft ? box.Right : box.X, box.Y + Baseline);
            svg.Label(at, Points[i].Label, "ink", onLeft ? "end" : "start");
        }
    }

    private string InWords(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Points[i].Label}: {Points[i].Value:G4} {Unit}, error {100 * Points[i].Error:F2} %");
}
