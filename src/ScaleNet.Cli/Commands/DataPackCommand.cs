using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Shards;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data pack</c>: shards from a folder.</summary>
internal static class DataPackCommand
{
    public const string Example = "scalenet data pack imagenet/train -o shards/train";

    private const string SmallerExample = "scalenet data pack imagenet/train -o small/train --resize 256 --quality 90";

    private const string Description =
        "Pack one part of a data set into tar shards in random order, with lists and checksums. What was cut off goes on when called again. "
        + "Files stay byte for byte as they are; with --resize, pictures that are larger are scaled down and become JPEGs.";

    private const int MostShardSize = 1 << 20; // MiB
    private const int MostSide = 65_535; // px, of a JPEG

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("PART")
        {
            Description = "a folder with a folder for each class, a folder or pattern of shards, or a folder or pattern of Parquet files",
        };
        var output = new Option<string>("--output", "-o") { Description = "where the shards go", HelpName = "FOLDER", Required = true };
        var size = new Option<int>("--shard-size")
        {
            Description = "most MiB of a shard (default: 256)",
            HelpName = "MiB",
            CustomParser = Values.Integer(1, MostShardSize),
        };
        var seed = SharedOptions.Integer("--seed", 0, "determines the order (default: 0)");
        var side = new Option<int>("--resize")
        {
            Description = "scale pictures down whose shorter side is longer, with antialiasing (default: none)",
            HelpName = "PIXELS",
            CustomParser = Values.Integer(1, MostSide),
        };
        var quality = new Option<int>("--quality")
        {
            Description = $"quality of the JPEGs that scaled pictures become (default: {PackPlan.DefaultQuality})",
            HelpName = "Q",
            CustomParser = Values.Integer(1, PackPlan.BestQuality),
        };
        var workers = SharedOptions.Workers();
        var json = SharedOptions.Json();
        var command = new Verb("pack", Description, Example, SmallerExample) { folder, output, size, seed, side, quality, workers, json };
        command.SetAction(parsed =>
        {
            if (parsed.IsGiven(quality) && !parsed.IsGiven(side))
            {
                throw new SpecException("--quality: got it without --resize, and nothing is encoded anew. Leave it out, or give --resize.");
            }

            var plan = new PackPlan
            {
                Seed = parsed.Given(seed) ?? 0,
                ShortSide = parsed.Given(side),
                Quality = parsed.Given(quality) ?? PackPlan.DefaultQuality,
                Workers = SharedOptions.ThreadsOf(parsed, workers),
            };
            plan = parsed.Given(size) is { } most ? plan with { ShardBytes = most * PackPlan.Mebibyte } : plan;
            return Run(context, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(output), plan, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(CommandContext context, string folder, string output, PackPlan plan, bool isJson)
    {
        var result = ShardPacker.Pack(
            ImageParts.Open(folder), output, plan,
            onShard: (path, isKept) => context.Say(isKept ? $"{path}: kept" : path),
            onProblem: problem => context.Say($"note: packed as it is: {problem}"),
            context.Stop);
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
