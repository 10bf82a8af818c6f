using System.Globalization;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>Lines of several runs in one plot area, with a legend of the runs above.</summary>
/// <remarks>A point that is missing leaves a gap.</remarks>
internal sealed record LineChart
{
    private const double Width = 520;
    private const double PlotHeight = 240;
    private const double Left = 58;
    private const double Right = 16;
    private const double AxisRow = 46;
    private const int MostMarks = 20;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>The same in sentences, for readers who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>Title of the horizontal axis.</summary>
    public required string XTitle { get; init; }

    /// <summary>What is counted there, as tooltips name it.</summary>
    public required string XName { get; init; }

    /// <summary>Title of the vertical axis.</summary>
    public required string YTitle { get; init; }

    /// <summary>Names of the runs.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The lines; at least one with a point.</summary>
    public required IReadOnlyList<ChartLine> Lines { get; init; }

    /// <summary>Draws it.</summary>
    /// <exception cref="ArgumentException">No line has a point.</exception>
    public SvgChart Render()
    {
        var shown = Lines.SelectMany(line => line.Shown).ToList();
        if (shown.Count == 0)
        {
            throw new ArgumentException($"{Title}: got no finite value, expected at least one.");
        }

        var legend = new Legend(Names, Left, 0, Width);
        var area = new Box(Left, legend.Bottom + 8, Width - Left - Right, PlotHeight);
        var frame = new ChartFrame(
            area,
            new AxisScale(0, shown.Max(point => point.X), area.X, area.Right, smallestStep: 1),
            new AxisScale(shown.Min(point => point.Y), shown.Max(point => point.Y), area.Bottom, area.Y));

        return new SvgChart(Title, Description, Width, area.Bottom + AxisRow, svg =>
        {
            legend.Write(svg, (at, run) => svg.Marker(at, run));
            frame.Write(svg, XTitle, YTitle);
            foreach (var line in Lines)
            {
                WriteLine(svg, frame, line);
                if (line.HasMarks)
                {
                    WriteMarks(svg, frame, line);
                }
            }
        });
    }

    // Each stretch between gaps is a line of its own; a single point shows by its mark alone.
    private static void WriteLine(MarkupWriter svg, ChartFrame frame, ChartLine line)
    {
        var stretch = new List<Spot>();
        foreach (var point in line.Points.Append(null))
        {
            if (point is { } value)
            {
                stretch.Add(frame.Place(value.X, value.Y));
                continue;
            }

            if (stretch.Count > 1)
            {
                svg.Polyline(stretch, $"curve {line.Css} {Palette.Line(line.Run)}");
            }

            stretch.Clear();
        }
    }

    private void WriteMarks(MarkupWriter svg, ChartFrame frame, ChartLine line)
    {
        var points = line.Shown.ToList();
        var every = Math.Max(1, (points.Count + MostMarks - 1) / MostMarks);
        for (var i = points.Count - 1; i >= 0; i -= every)
        {
            var value = points[i].Y.ToString("G4", CultureInfo.InvariantCulture);
            var tooltip = string.Create(
                CultureInfo.InvariantCulture, $"{Names[line.Run]}, {XName} {Math.Round(points[i].X)}: {value}");
            svg.Marker(frame.Place(points[i].X, points[i].Y), line.Run, tooltip);
        }
    }
}
