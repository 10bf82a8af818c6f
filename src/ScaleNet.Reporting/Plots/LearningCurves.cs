using System.Globalization;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>
/// Loss and top-1 error over the epochs of several runs; validation solid with marks, training dashed.
/// </summary>
/// <remarks>A value that is missing or not finite leaves a gap.</remarks>
public static class LearningCurves
{
    private const double Width = 520;
    private const double PlotHeight = 240;
    private const double Left = 58;
    private const double Right = 16;
    private const double AxisRow = 46;
    private const int MostMarks = 20;

    /// <summary>Mean loss per image.</summary>
    /// <exception cref="ArgumentException">No run has an epoch with a finite value.</exception>
    public static SvgChart Loss(IReadOnlyList<LearningCurve> curves) => Render(
        "Loss per epoch", "Loss", curves, epoch => epoch.TrainLoss, epoch => epoch.ValidationLoss);

    /// <summary>Top-1 error in per cent.</summary>
    /// <exception cref="ArgumentException">No run has an epoch with a finite value.</exception>
    public static SvgChart Error(IReadOnlyList<LearningCurve> curves) => Render(
        "Top-1 error per epoch",
        "Top-1 error (%)",
        curves,
        epoch => 100 * (1 - epoch.TrainTop1),
        epoch => 100 * (1 - epoch.ValidationTop1));

    private static SvgChart Render(
        string title,
        string axisTitle,
        IReadOnlyList<LearningCurve> curves,
        Func<EpochMetrics, double?> training,
        Func<EpochMetrics, double?> validation)
    {
        var series = curves.Select(curve => new Series(
            curve.Name, PointsOf(curve, training), PointsOf(curve, validation))).ToList();
        var shown = series.SelectMany(one => one.Training.Concat(one.Validation)).OfType<Spot>().ToList();
        if (shown.Count == 0)
        {
            throw new ArgumentException("curves: got no finite value, expected at least one epoch.", nameof(curves));
        }

        var legend = new Legend([.. series.Select(one => one.Name)], Left, 0, Width);
        var area = new Box(Left, legend.Bottom + 8, Width - Left - Right, PlotHeight);
        var frame = new ChartFrame(
            area,
            new AxisScale(0, shown.Max(point => point.X), area.X, area.Right, smallestStep: 1),
            new AxisScale(shown.Min(point => point.Y), shown.Max(point => point.Y), area.Bottom, area.Y));

        return new SvgChart(title, Describe(axisTitle, series), Width, area.Bottom + AxisRow, svg =>
        {
            legend.Write(svg, (at, index) => svg.Marker(at, index));
            frame.Write(svg, "Epoch (validation solid, training dashed)", axisTitle);
            for (var index = 0; index < series.Count; index++)
            {
                WriteLine(svg, frame, series[index].Training, $"curve thin dashed {Palette.Line(index)}");
                WriteLine(svg, frame, series[index].Validation, $"curve {Palette.Line(index)}");
                WriteMarks(svg, frame, series[index], index);
            }
        });
    }

    private static List<Spot?> PointsOf(LearningCurve curve, Func<EpochMetrics, double?> measure) =>
    [
        .. curve.Epochs.Select(epoch => measure(epoch) is { } value && double.IsFinite(value)
            ? new Spot(epoch.Epoch, value)
            : (Spot?)null),
    ];

    // Each stretch between gaps is a line of its own; a single point shows by its mark alone.
    private static void WriteLine(MarkupWriter svg, ChartFrame frame, IReadOnlyList<Spot?> points, string css)
    {
        var stretch = new List<Spot>();
        foreach (var point in points.Append(null))
        {
            if (point is { } value)
            {
                stretch.Add(frame.Place(value.X, value.Y));
                continue;
            }

            if (stretch.Count > 1)
            {
                svg.Polyline(stretch, css);
            }

            stretch.Clear();
        }
    }

    private static void WriteMarks(MarkupWriter svg, ChartFrame frame, Series series, int index)
    {
        var points = series.Validation.OfType<Spot>().ToList();
        var every = Math.Max(1, (points.Count + MostMarks - 1) / MostMarks);
        for (var i = points.Count - 1; i >= 0; i -= every)
        {
            var value = points[i].Y.ToString("G4", CultureInfo.InvariantCulture);
            var tooltip = string.Create(CultureInfo.InvariantCulture, $"{series.Name}, epoch {points[i].X}: {value}");
            svg.Marker(frame.Place(points[i].X, points[i].Y), index, tooltip);
        }
    }

    private static string Describe(string axisTitle, IReadOnlyList<Series> series)
    {
        var ends = series.Select(one => one.Validation.OfType<Spot>().LastOrDefault() is { X: > 0 } last
            ? string.Create(CultureInfo.InvariantCulture, $"{one.Name} ends at {last.Y:G4} in epoch {last.X}")
            : $"{one.Name} has no validation value");
        return $"{axisTitle} over epochs. In validation, {string.Join("; ", ends)}.";
    }

    /// <summary>The points of one run; null where nothing can be drawn.</summary>
    private sealed record Series(string Name, IReadOnlyList<Spot?> Training, IReadOnlyList<Spot?> Validation);
}
