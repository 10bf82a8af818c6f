using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Progress;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Inspection;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data stats</c>: what a data set consists of.</summary>
internal static class DataStatsCommand
{
    public const string Example = "scalenet data stats imagenet --sample 20000 --seed 1";

    private const string Description =
        "Count the pictures of each class and measure sizes, formats, bytes, and mean and standard deviation of the channels in [0,1] over "
        + "all pixels of all pictures at their own size. Of a folder in COCO's layout, count the objects of each class and their sizes by the annotations.";

    public static Command Create(CommandContext context)
    {
        var data = SharedOptions.DataSet();
        var sample = SharedOptions.Integer("--sample", 1, "decode only so many pictures of each part, chosen at random (default: all)");
        var seed = SharedOptions.Integer("--seed", 0, "determines the sample (default: 0)");
        var workers = SharedOptions.Workers();
        var json = SharedOptions.Json();
        var command = new Verb("stats", Description, Example) { data, sample, seed, workers, json };
        command.SetAction(parsed =>
        {
            if (CocoLayout.IsAt(parsed.GetRequiredValue(data)))
            {
                return RunDetection(context, parsed.GetRequiredValue(data), parsed.GetValue(json));
            }

            var choice = parsed.Given(sample) is { } most ? new SampleChoice(most, parsed.Given(seed) ?? 0) : null;
            int threads = SharedOptions.ThreadsOf(parsed, workers);
            var reports = DataPart.Of(parsed.GetRequiredValue(data)).Select(part => Measure(context, part, choice, threads)).ToList();
            Write(context, reports, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static int RunDetection(CommandContext context, string data, bool isJson)
    {
        var reports = CocoLayout.PartsAt(data).Select(part => DetectionStatistics.Of(CocoDataset.Open(part))).ToList();
        if (isJson)
        {
            JsonOutput.Write(context.Output, reports);
        }
        else
        {
            reports.ForEach(report => DetectionText.Write(context.Output, report));
        }

        return ExitCode.Success;
    }

    private static StatisticsReport Measure(CommandContext context, DataPart part, SampleChoice? sample, int workers) =>
        part.Images is { } images
            ? DatasetStatistics.Run(images, sample)
            : CountDisplay.Run(context, part.Path, progress => DatasetStatistics.Run(
                ImageParts.Open(part.Path), sample, new InspectionPlan { Workers = workers, Progress = progress, Stop = context.Stop }));

    private static void Write(CommandContext context, List<StatisticsReport> reports, bool isJson)
    {
        context.SayNotes(reports.Where(report => report.Damaged > 0).Select(report =>
            $"{report.Name}: {Numbers.Count(report.Damaged)} pictures cannot be decoded and were left out; `scalenet data check {report.Name}` lists them"));
        if (isJson)
        {
            JsonOutput.Write(context.Output, reports);
        }
        else
        {
            reports.ForEach(report => StatisticsText.Write(context.Output, report));
        }
    }
}
