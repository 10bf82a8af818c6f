using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Reports;

/// <summary>The allocation of a network as a chart, and as a table for those who want the numbers.</summary>
internal static class AllocationSection
{
    public static void Write(ReportPage page, string name, RunAllocation allocation)
    {
        var caption = $"Channels per scale and block: {name}";
        page.Figure(AllocationChart.Render(caption, allocation.Blocks, allocation.Scales), caption);
        page.Folded($"The numbers of {name}", () => page.Table(
            $"Channels per block of {name}; side: the map in px at the network's design size",
            [
                new Column("Block"),
                new Column("Stage", IsNumber: false),
                new Column("Side"),
                .. allocation.Scales.Select(scale => new Column($"Scale {NumberText.Count(scale)}")),
                new Column("Total"),
            ],
            allocation.Blocks.Zip(allocation.Sides, RowOf)));
    }

    private static List<string> RowOf(BlockAllocation block, int side) =>
    [
        block.Label,
        block.Stage,
        NumberText.Count(side),
        .. block.ChannelsPerScale.Select(count => NumberText.Count(count)),
        NumberText.Count(block.ChannelsPerScale.Sum()),
    ];
}
