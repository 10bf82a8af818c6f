using System.Globalization;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>Means with their intervals and the single runs, one row each, over one horizontal axis.</summary>
/// <remarks>All numbers in the axis' unit.</remarks>
internal sealed record IntervalRows
{
    private const double Width = 720;
    private const double WidestLabel = 300;
    private const double Margin = 16;
    private const double Top = 8;
    private const double RowHeight = 30;
    private const double AxisRow = 46;
    private const double RunsBelow = 8;
    private const double BarHeight = 7;
    private const double WhiskerReach = 4;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Title of the axis, with its unit.</summary>
    public required string Quantity { get; init; }

    /// <summary>The unit, as sentences name it.</summary>
    public required string Unit { get; init; }

    /// <summary>The rows from above; at least one.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <summary>Whether zero is on the axis and marked, as for differences.</summary>
    public bool HasZero { get; init; }

    /// <summary>Draws it.</summary>
    /// <exception cref="ArgumentException">There is no row, or a number is not finite.</exception>
    public SvgChart Render()
    {
        var extent = Rows.SelectMany(row => row.Extent).Concat(HasZero ? [0] : []).ToList();
        if (Rows.Count == 0 || !extent.TrueForAll(double.IsFinite))
        {
            throw new ArgumentException($"{Title}: got no row or a number that is not finite, expected finite ones.");
        }

        var left = Math.Min(WidestLabel, Rows.Max(row => Legend.TextWidth(row.Label))) + (2 * Margin);
        var area = new Box(left, Top, Width - left - Margin, RowHeight * Rows.Count);
        var axis = new AxisScale(extent.Min(), extent.Max(), area.X, area.Right);
        return new SvgChart(Title, $"{Title}. {string.Join("; ", Rows.Select(InWords))}.", Width, area.Bottom + AxisRow, svg =>
        {
            WriteAxis(svg, area, axis);
            for (var i = 0; i < Rows.Count; i++)
            {
                WriteRow(svg, Rows[i], area.X - Margin, axis, area.Y + ((i + 0.5) * RowHeight));
            }
        });
    }

    private void WriteAxis(MarkupWriter svg, Box area, AxisScale axis)
    {
        foreach (var tick in axis.Ticks)
        {
            var at = axis.Position(tick);
            var css = HasZero && tick == 0 ? "axis" : "grid";
            svg.Line(new Spot(at, area.Y), new Spot(at, area.Bottom), css);
            svg.Label(new Spot(at, area.Bottom + 18), axis.TickText(tick), "muted", "middle");
        }

        svg.Line(new Spot(area.X, area.Bottom), new Spot(area.Right, area.Bottom), "axis");
        var half = Legend.TextWidth(Quantity) / 2;
        var middle = Math.Min(area.X + (area.Width / 2), Width - Margin - half); // long titles begin below the labels
        svg.Label(new Spot(middle, area.Bottom + 38), Quantity, "muted", "middle");
    }

    private void WriteRow(MarkupWriter svg, IntervalRow row, double labelEnd, AxisScale axis, double middle)
    {
        const double Baseline = 4;
        svg.Label(new Spot(labelEnd, middle + Baseline), row.Label, "ink", "end");
        var height = middle - (RunsBelow / 2);
        foreach (var value in row.Values)
        {
            svg.Dot(new Spot(axis.Position(value), height + RunsBelow + WhiskerReach), row.Series);
        }

        if (row.Bar is { } bar)
        {
            var (from, to) = (axis.Position(bar.Low), axis.Position(bar.High));
            svg.Rect(new Box(from, height - (BarHeight / 2), to - from, BarHeight), $"segment {Palette.Fill(row.Series)}");
        }

        if (row.Whisker is { } whisker)
        {
            var (from, to) = (axis.Position(whisker.Low), axis.Position(whisker.High));
            var css = $"curve thin {Palette.Line(row.Series)}";
            svg.Line(new Spot(from, height), new Spot(to, height), css);
            svg.Line(new Spot(from, height - WhiskerReach), new Spot(from, height + WhiskerReach), css);
            svg.Line(new Spot(to, height - WhiskerReach), new Spot(to, height + WhiskerReach), css);
        }

        svg.Marker(new Spot(axis.Position(row.Mean), height), row.Series, InWords(row));
    }

    private string InWords(IntervalRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Label}: {row.Mean:F2} {Unit}{InWords(row.Whisker)} in {row.Values.Count} {(row.Values.Count == 1 ? "run" : "runs")}");

    private static string InWords(Interval? interval) => interval is { } ends
        ? string.Create(CultureInfo.InvariantCulture, $" ({ends.Low:F2} to {ends.High:F2})")
        : "";
}
