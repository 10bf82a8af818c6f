using System.Globalization;
using ScaleNet.Architecture.Specs;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Cli.Serving;

/// <summary>The chart of a network's allocation, for the server's page.</summary>
internal static class AllocationDrawing
{
    /// <summary>The chart as SVG; null for a network that does not share channels among scales.</summary>
    public static string? Of(NetworkSpec spec)
    {
        if (spec is not ScaleNetSpec network)
        {
            return null;
        }

        return AllocationChart.Render(
            network.Name,
            [.. network.BlocksByStage().Select((block, index) => new BlockAllocation(
                (index + 1).ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"Stage {block.Stage}"),
                [.. block.Channels]))],
            [.. network.Scales]).ToSvg();
    }
}
