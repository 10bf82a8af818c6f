using System.CommandLine;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data</c>: what is done to a data set itself.</summary>
internal static class DataCommand
{
    public static Command Create(CommandContext context) =>
        new Verb("data", "Prepare a data set or look at it: pack picture folders into shards, show samples.", DataPackCommand.Example, DataSampleCommand.Example)
        {
            DataPackCommand.Create(context),
            DataSampleCommand.Create(context),
        };
}
