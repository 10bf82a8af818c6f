using System.Globalization;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>Precision against recall of a detector, as the mean over the categories: at two IoU thresholds, and over all.</summary>
/// <remarks>
/// Every point is the highest precision at this recall or a higher one, so that the curves only fall; the area below a curve is the
/// average precision in the legend.
/// </remarks>
public static class PrecisionRecall
{
    private const string Title = "Precision against recall";
    private const double Width = 520;
    private const double PlotHeight = 320;
    private const double Left = 58;
    private const double Right = 16;
    private const double AxisRow = 46;
    private const int MarkEvery = 10;

    /// <summary>Draws the chart.</summary>
    /// <exception cref="ArgumentException">No category has an object.</exception>
    public static SvgChart Render(CocoResult result)
    {
        var curves = CurvesOf(result);
        if (curves.Any(curve => curve.Precisions.Count == 0))
        {
            throw new ArgumentException($"{Title}: got no category with an object, expected at least one.", nameof(result));
        }

        string[] names = [.. curves.Select(curve => $"{curve.Name} ({Text(curve.Precisions.Average())})")];
        var legend = new Legend(names, Left, 0, Width);
        var area = new Box(Left, legend.Bottom + 8, Width - Left - Right, PlotHeight);
        var frame = new ChartFrame(area, new AxisScale(0, 1, area.X, area.Right), new AxisScale(0, 1, area.Bottom, area.Y));
        var description = "Mean precision over the categories falls as recall rises. "
            + $"{string.Join("; ", curves.Select(curve => $"{curve.Name}: average precision {Text(curve.Precisions.Average())}"))}.";
        return new SvgChart(Title, description, Width, area.Bottom + AxisRow, svg =>
        {
            legend.Write(svg, (at, series) => svg.Marker(at, series));
            frame.Write(svg, "Recall", "Precision");
            foreach (var (series, curve) in curves.Index())
            {
                WriteCurve(svg, frame, series, curve);
            }
        });
    }

    private static Curve[] CurvesOf(CocoResult result)
    {
        var single = CocoProtocol.Measures.Where(measure => measure is { IsRecall: false, Iou: not null }).Select(measure =>
            new Curve($"IoU {Text(CocoProtocol.IouThresholds[measure.Iou!.Value])}", result.MeanPrecisionAt(measure.Iou)));
        var all = $"mean of IoU {Text(CocoProtocol.IouThresholds[0])} to {Text(CocoProtocol.IouThresholds[^1])}";
        return [.. single, new Curve(all, result.MeanPrecisionAt(iou: null))];
    }

    private static void WriteCurve(MarkupWriter svg, ChartFrame frame, int series, Curve curve)
    {
        var points = curve.Precisions.Zip(CocoProtocol.RecallThresholds, (precision, recall) => (Recall: recall, Precision: precision)).ToList();
        svg.Polyline(points.Select(point => frame.Place(point.Recall, point.Precision)), $"curve {Palette.Line(series)}");
        foreach (var (recall, precision) in points.Where((_, index) => index % MarkEvery == 0))
        {
            svg.Marker(frame.Place(recall, precision), series, $"{curve.Name}, recall {Text(recall)}: precision {Text(precision)}");
        }
    }

    private static string Text(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>A line: precision at each of the recall thresholds.</summary>
    private sealed record Curve(string Name, IReadOnlyList<double> Precisions);
}
