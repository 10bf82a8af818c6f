using System.CommandLine;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data</c>: what is done to a data set itself.</summary>
internal static class DataCommand
{
    public static Command Create(CommandContext context) =>
        new Verb(
            "data", "Look after a data set: check every picture, count and measure them, pack them into shards, show samples.",
            DataCheckCommand.Example, DataStatsCommand.Example, DataPackCommand.Example, DataSampleCommand.Example)
        {
            DataCheckCommand.Create(context),
            DataStatsCommand.Create(context),
            DataPackCommand.Create(context),
            DataSampleCommand.Create(context),
        };
}
