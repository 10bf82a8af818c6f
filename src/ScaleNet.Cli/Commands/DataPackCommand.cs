using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Shards;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data pack</c>: shards from a folder.</summary>
internal static class DataPackCommand
{
    public const string Example = "scalenet data pack imagenet/train -o shards/train";

    private const string Description =
        "Pack one part of a data set (a folder for each class) into tar shards in random order, with lists and checksums. "
        + "What was cut off goes on when called again.";

    private const int MostShardSize = 1 << 20; // MiB

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "a folder with a folder for each class" };
        var output = new Option<string>("--output", "-o") { Description = "where the shards go", HelpName = "FOLDER", Required = true };
        var size = new Option<int>("--shard-size")
        {
            Description = "most MiB of a shard (default: 256)",
            HelpName = "MiB",
            CustomParser = Values.Integer(1, MostShardSize),
        };
        var seed = SharedOptions.Integer("--seed", 0, "determines the order (default: 0)");
        var json = SharedOptions.Json();
        var command = new Verb("pack", Description, Example) { folder, output, size, seed, json };
        command.SetAction(parsed =>
        {
            var plan = new PackPlan { Seed = parsed.Given(seed) ?? 0 };
            plan = parsed.Given(size) is { } most ? plan with { ShardBytes = most * PackPlan.Mebibyte } : plan;
            return Run(context, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(output), plan, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(CommandContext context, string folder, string output, PackPlan plan, bool isJson)
    {
        var result = ShardPacker.Pack(
            ImageParts.Open(folder), output, plan, (path, isKept) => context.Say(isKept ? $"{path}: kept" : path), context.Stop);
        if (isJson)
        {
            JsonOutput.Write(context.Output, result);
        }
        else
        {
            context.Output.WriteLine($"pictures  {Numbers.Count(result.Pictures)}");
            context.Output.WriteLine($"shards    {Numbers.Count(result.Shards)}, {Numbers.Count(result.Kept)} of them from before");
            context.Output.WriteLine($"bytes     {Numbers.Count(result.Bytes)}");
        }

        return ExitCode.Success;
    }
}
