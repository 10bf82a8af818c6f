using System.Globalization;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>The allocation of channels to scales: one stacked bar per block, one colour per scale.</summary>
/// <remarks>The first scale lies at the bottom. A scale without channels draws nothing.</remarks>
public static class AllocationChart
{
    private const double PlotHeight = 240;
    private const double Left = 58;
    private const double Right = 16;
    private const double StageRow = 46;
    private const double NarrowestPlot = 400;
    private const double NarrowestStep = 22;
    private const double WidestStep = 44;
    private const double WidestBar = 56;

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What the chart shows, such as the network's name.</param>
    /// <param name="blocks">The blocks from input to output; at least one.</param>
    /// <param name="scales">The down-sampling factor of each column.</param>
    /// <param name="unit">What the height means.</param>
    /// <exception cref="ArgumentException">
    /// There is no block, a block has not one count per scale, or a count is negative.
    /// </exception>
    public static SvgChart Render(
        string title,
        IReadOnlyList<BlockAllocation> blocks,
        IReadOnlyList<int> scales,
        AllocationUnit unit = AllocationUnit.Share)
    {
        Check(blocks, scales);
        var step = Math.Clamp(NarrowestPlot * 2 / blocks.Count, NarrowestStep, WidestStep);
        var plotWidth = Math.Max(NarrowestPlot, step * blocks.Count);
        var width = Left + plotWidth + Right;
        var legend = new Legend([.. scales.Select(ScaleName)], Left, 0, width);
        var area = new Box(Left, legend.Bottom + 8, plotWidth, PlotHeight);
        var highest = unit == AllocationUnit.Share ? 100 : blocks.Max(block => block.ChannelsPerScale.Sum());
        var axis = new AxisScale(0, highest, area.Bottom, area.Y);

        return new SvgChart(title, Describe(blocks, scales), width, area.Bottom + StageRow, svg =>
        {
            legend.Write(svg, (at, series) => svg.Rect(new Box(at.X - 6, at.Y - 6, 12, 12), Palette.Fill(series)));
            var axisTitle = unit == AllocationUnit.Share ? "Share of the block's channels (%)" : "Channels";
            ChartFrame.WriteVerticalAxis(svg, area, axis, axisTitle);
            for (var index = 0; index < blocks.Count; index++)
            {
                WriteBar(svg, blocks[index], scales, new BarPlace(area, plotWidth / blocks.Count, index, axis, unit));
            }

            WriteStages(svg, blocks, area);
        });
    }

    private static string ScaleName(int scale) => string.Create(CultureInfo.InvariantCulture, $"scale {scale}");

    private static void Check(IReadOnlyList<BlockAllocation> blocks, IReadOnlyList<int> scales)
    {
        if (blocks.Count == 0)
        {
            throw new ArgumentException("blocks: got none, expected at least one.", nameof(blocks));
        }

        foreach (var block in blocks)
        {
            if (block.ChannelsPerScale.Count != scales.Count || block.ChannelsPerScale.Any(count => count < 0))
            {
                throw new ArgumentException(
                    $"block {block.Label}: got [{string.Join(", ", block.ChannelsPerScale)}], " +
                    $"expected {scales.Count} counts of zero or more.",
                    nameof(blocks));
            }
        }
    }

    private static void WriteBar(MarkupWriter svg, BlockAllocation block, IReadOnlyList<int> scales, BarPlace place)
    {
        const double ShortestLabelled = 14;
        const double NarrowestLabelled = 24;
        var total = block.ChannelsPerScale.Sum();
        var below = 0;
        for (var scale = 0; scale < scales.Count; scale++)
        {
            var count = block.ChannelsPerScale[scale];
            if (count == 0)
            {
                continue;
            }

            var bar = place.Segment(below, count, total);
            below += count;
            var share = (100.0 * count / total).ToString("F1", CultureInfo.InvariantCulture);
            var tooltip = $"block {block.Label}, {ScaleName(scales[scale])}: {count} of {total} channels ({share} %)";
            svg.Rect(bar, $"segment {Palette.Fill(scale)}", tooltip);
            if (bar.Height >= ShortestLabelled && bar.Width >= NarrowestLabelled)
            {
                var text = place.Unit == AllocationUnit.Share
                    ? (100.0 * count / total).ToString("F0", CultureInfo.InvariantCulture)
                    : count.ToString(CultureInfo.InvariantCulture);
                var middle = new Spot(bar.X + (bar.Width / 2), bar.Y + (bar.Height / 2) + 4);
                svg.Label(middle, text, $"small {Palette.TextOnFill(scale)}", "middle");
            }
        }

        svg.Label(new Spot(place.Middle, place.Area.Bottom + 16), block.Label, "small muted", "middle");
    }

    private static void WriteStages(MarkupWriter svg, IReadOnlyList<BlockAllocation> blocks, Box area)
    {
        var step = area.Width / blocks.Count;
        svg.Line(new Spot(area.X, area.Bottom), new Spot(area.Right, area.Bottom), "axis");
        for (int first = 0, end; first < blocks.Count; first = end)
        {
            end = first + 1;
            while (end < blocks.Count && blocks[end].Stage == blocks[first].Stage)
            {
                end++;
            }

            var (from, to) = (area.X + (first * step), area.X + (end * step));
            svg.Line(new Spot(from + 3, area.Bottom + 24), new Spot(to - 3, area.Bottom + 24), "axis");
            svg.Label(new Spot((from + to) / 2, area.Bottom + 40), blocks[first].Stage, "strong", "middle");
        }
    }

    private static string Describe(IReadOnlyList<BlockAllocation> blocks, IReadOnlyList<int> scales)
    {
        var total = Math.Max(1, blocks.Sum(block => block.ChannelsPerScale.Sum()));
        var shares = scales.Select((scale, column) =>
        {
            var share = 100.0 * blocks.Sum(block => block.ChannelsPerScale[column]) / total;
            return string.Create(CultureInfo.InvariantCulture, $"{ScaleName(scale)} {share:F1} %");
        });
        return $"Stacked bars, one per block from input to output, {blocks.Count} blocks. " +
            $"Of all channels: {string.Join(", ", shares)}.";
    }

    /// <summary>Where the bar of one block stands.</summary>
    private sealed record BarPlace(Box Area, double Step, int Index, AxisScale Axis, AllocationUnit Unit)
    {
        private const double BarShare = 0.8;

        public double Middle => Area.X + ((Index + 0.5) * Step);

        public Box Segment(int below, int count, int total)
        {
            var unit = Unit == AllocationUnit.Share ? 100.0 / total : 1;
            var (low, high) = (Axis.Position(below * unit), Axis.Position((below + count) * unit));
            var width = Math.Min(WidestBar, Step * BarShare);
            return new Box(Middle - (width / 2), high, width, low - high);
        }
    }
}
