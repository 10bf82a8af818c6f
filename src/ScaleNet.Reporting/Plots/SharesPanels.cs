using System.Globalization;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>Several allocations side by side: a small panel each, with a stacked bar of shares per block and one legend for all.</summary>
/// <remarks>The first scale lies at the bottom.</remarks>
internal sealed record SharesPanels
{
    private const double Width = 720;
    private const double Left = 40;
    private const double Margin = 20;
    private const double NarrowestPanel = 200;
    private const double WidestPanel = 330;
    private const double NarrowestBar = 12;
    private const double TitleRow = 26;
    private const double BarsHeight = 120;
    private const double NumbersRow = 30;
    private const double StageGap = 6;
    private const double BarGap = 2;
    private const double WidestBar = 60;
    private const double CaptionRow = 20;
    private const double Percent = 100;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Down-sampling factors of the columns of all panels.</summary>
    public required IReadOnlyList<int> Scales { get; init; }

    /// <summary>Numbers of the blocks, from 0, with which a stage begins.</summary>
    public required IReadOnlySet<int> StageStarts { get; init; }

    /// <summary>The allocations; at least one, each of at least one block.</summary>
    public required IReadOnlyList<SharesPanel> Panels { get; init; }

    /// <summary>Draws it.</summary>
    /// <exception cref="ArgumentException">There is no panel, or one has no blocks or another number of scales.</exception>
    public SvgChart Render()
    {
        if (Panels.Count == 0
            || Panels.Any(panel => panel.Shares.Count == 0 || panel.Shares.Any(block => block.Count != Scales.Count)))
        {
            throw new ArgumentException($"{Title}: got no panel or shares of other than {Scales.Count} scales, expected some.");
        }

        var legend = new Legend([.. Scales.Select(ScaleName)], Left, 0, Width);
        var columns = Columns();
        var (panelWidth, panelHeight) = ((Width - Left) / columns, TitleRow + BarsHeight + NumbersRow);
        var rows = (Panels.Count + columns - 1) / columns;
        var bottom = legend.Bottom + (rows * panelHeight);
        return new SvgChart(Title, Describe(), Width, bottom + CaptionRow, svg =>
        {
            legend.Write(svg, (at, series) => svg.Rect(new Box(at.X - 6, at.Y - 6, 12, 12), Palette.Fill(series)));
            for (var i = 0; i < Panels.Count; i++)
            {
                var (x, y) = (Left + (i % columns * panelWidth), legend.Bottom + (i / columns * panelHeight));
                WritePanel(svg, Panels[i], new Box(x, y + TitleRow, panelWidth - Margin, BarsHeight), hasTicks: i % columns == 0);
            }

            svg.Label(new Spot(Left, bottom + 8), "Share of each block's channels (%); blocks from input to output", "small muted");
        });
    }

    private static string ScaleName(int scale) => string.Create(CultureInfo.InvariantCulture, $"scale {scale}");

    // As many as fit with readable titles and bars.
    private int Columns()
    {
        var longest = Panels.Max(panel => Legend.TextWidth(panel.Title)) + Margin;
        var bars = (Panels.Max(panel => panel.Shares.Count) * NarrowestBar) + (StageStarts.Count * StageGap);
        var wish = Math.Max(Math.Min(WidestPanel, longest), Math.Max(NarrowestPanel, bars));
        return Math.Max(1, (int)((Width - Left) / wish));
    }

    private void WritePanel(MarkupWriter svg, SharesPanel panel, Box area, bool hasTicks)
    {
        const double TitleAbove = 9;
        svg.Label(new Spot(area.X, area.Y - TitleAbove), panel.Title, "strong");
        var gaps = StageStarts.Count(start => start > 0 && start < panel.Shares.Count);
        var step = Math.Min(WidestBar, (area.Width - (gaps * StageGap)) / panel.Shares.Count);
        var right = area.X + (panel.Shares.Count * step) + (gaps * StageGap);
        var axis = new AxisScale(0, Percent, area.Bottom, area.Y);
        foreach (var tick in new[] { 0, Percent / 2, Percent })
        {
            svg.Line(new Spot(area.X, axis.Position(tick)), new Spot(right, axis.Position(tick)), "grid");
            if (hasTicks)
            {
                svg.Label(new Spot(area.X - 6, axis.Position(tick) + 4), axis.TickText(tick), "small muted", "end");
            }
        }

        var every = (int)Math.Ceiling(Legend.TextWidth(NumberOf(panel.Shares.Count - 1) + " ") / step);
        var x = area.X;
        for (var block = 0; block < panel.Shares.Count; block++)
        {
            x += block > 0 && StageStarts.Contains(block) ? StageGap : 0;
            WriteBar(svg, panel, block, new Box(x, area.Y, step - BarGap, area.Height), axis);
            if (block % every == 0)
            {
                svg.Label(new Spot(x + (step / 2), area.Bottom + 14), NumberOf(block), "small muted", "middle");
            }

            x += step;
        }
    }

    private void WriteBar(MarkupWriter svg, SharesPanel panel, int block, Box place, AxisScale axis)
    {
        double below = 0;
        for (var scale = 0; scale < Scales.Count; scale++)
        {
            var share = Percent * panel.Shares[block][scale];
            if (share > 0)
            {
                var (low, high) = (axis.Position(below), axis.Position(below + share));
                var tooltip = string.Create(
                    CultureInfo.InvariantCulture, $"{panel.Title}, block {NumberOf(block)}, {ScaleName(Scales[scale])}: {share:F1} %");
                svg.Rect(new Box(place.X, high, place.Width, low - high), $"segment {Palette.Fill(scale)}", tooltip);
                below += share;
            }
        }
    }

    private static string NumberOf(int block) => (block + 1).ToString(CultureInfo.InvariantCulture);

    private string Describe()
    {
        var panels = Panels.Select(panel =>
        {
            var means = Scales.Select((scale, s) => string.Create(
                CultureInfo.InvariantCulture, $"{ScaleName(scale)} {Percent * panel.Shares.Average(block => block[s]):F1} %"));
            return $"{panel.Title}: {string.Join(", ", means)}";
        });
        return $"Stacked bars, one per block. Means over the blocks - {string.Join("; ", panels)}.";
    }
}
