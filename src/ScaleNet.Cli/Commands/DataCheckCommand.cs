using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Progress;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Inspection;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data check</c>: which pictures cannot be used.</summary>
internal static class DataCheckCommand
{
    public const string Example = "scalenet data check imagenet --workers 8";

    private const string Description =
        "Read and decode every picture of a data set and list those that cannot be used; compare shards with their lists and checksums, "
        + "and of a folder in COCO's layout the annotations with the images. "
        + "Exit code 2 if anything is bad.";

    public static Command Create(CommandContext context)
    {
        var data = SharedOptions.DataSet();
        var workers = SharedOptions.Workers();
        var json = SharedOptions.Json();
        var command = new Verb("check", Description, Example) { data, workers, json };
        command.SetAction(parsed => Run(
            context, parsed.GetRequiredValue(data), SharedOptions.ThreadsOf(parsed, workers), parsed.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, string data, int workers, bool isJson)
    {
        var reports = CocoLayout.IsAt(data)
            ? CocoLayout.PartsAt(data).Select(part => Check(context, part, workers)).ToList()
            : DataPart.Of(data).Select(part => Check(context, part, workers)).ToList();
        if (isJson)
        {
            JsonOutput.Write(context.Output, new { IsGood = reports.TrueForAll(report => report.Problems.Count == 0), Parts = reports });
        }
        else
        {
            reports.ForEach(report => Write(context.Output, report));
        }

        if (reports.TrueForAll(report => report.Problems.Count == 0))
        {
            return ExitCode.Success;
        }

        int all = reports.Sum(report => report.Pictures);
        Application.Report(
            context,
            $"{data}: problems: {Numbers.Count(reports.Sum(report => report.Problems.Count))}; "
            + $"{Numbers.Count(all - reports.Sum(report => report.Good))} of {Numbers.Count(all)} pictures are bad. Mend or remove what is listed.");
        return ExitCode.BadInput;
    }

    private static CheckReport Check(CommandContext context, CocoPart part, int workers) => CountDisplay.Run(
        context, part.Images, progress => DetectionCheck.Run(
            part, new InspectionPlan { Workers = workers, Progress = progress, Stop = context.Stop }));

    private static CheckReport Check(CommandContext context, DataPart part, int workers) => part.Images is { } images
        ? DatasetCheck.Run(images)
        : CountDisplay.Run(context, part.Path, progress => DatasetCheck.Run(
            part.Path, new InspectionPlan { Workers = workers, Progress = progress, Stop = context.Stop }));

    private static void Write(TextWriter output, CheckReport report)
    {
        output.WriteLine(OneLine.Of($"{report.Name}: {Numbers.Count(report.Good)} of {Numbers.Count(report.Pictures)} pictures are good"));
        foreach (var problem in report.Problems)
        {
            output.WriteLine("  " + OneLine.Of($"{problem.Where}: {problem.Problem}"));
        }
    }
}
