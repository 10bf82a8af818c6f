using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet coco-eval</c>: the numbers of COCO for a file of detections.</summary>
internal static class CocoEvalCommand
{
    private const string Plot = "--plot";
    private const int MostNamed = 10; // unknown categories, in the remark

    private const string Description =
        "Compare detected boxes with a ground truth as COCO does: the twelve numbers, equal to those of pycocotools. -1 stands where there is "
        + "nothing to find.";

    public static Command Create(CommandContext context)
    {
        var truth = new Argument<string>("GT") { Description = "the ground truth: a file in the layout of COCO's instances_*.json" };
        var detections = new Argument<string>("DT")
        {
            Description = "the detections: a list of image_id, category_id, bbox [x, y, width, height] and score",
        };
        var perCategory = new Option<bool>("--per-category") { Description = "print each category's numbers too (--json always has them)" };
        var json = SharedOptions.Json();
        var plot = new Option<string?>(Plot) { Description = "draw precision against recall", HelpName = "FILE.svg" };
        var threads = SharedOptions.Threads();
        var command = new Verb(
            "coco-eval",
            Description,
            "scalenet coco-eval instances_val2017.json detections.json",
            "scalenet coco-eval instances_val2017.json detections.json --per-category --plot curves.svg")
        {
            truth,
            detections,
            perCategory,
            json,
            plot,
            threads,
        };
        command.SetAction(parsed =>
        {
            OutputFile.Require(Plot, parsed.GetValue(plot));
            var result = CocoEvaluation.Run(
                CocoInstances.Read(parsed.GetRequiredValue(truth)),
                CocoDetections.Read(parsed.GetRequiredValue(detections)),
                parsed.Given(threads));
            context.SayNotes(NotesOf(result));
            WritePlot(context, result, parsed.GetValue(plot));
            CocoText.Write(context.Output, result, parsed.GetValue(json), parsed.GetValue(perCategory));
            return ExitCode.Success;
        });
        return command;
    }

    private static IEnumerable<string> NotesOf(CocoResult result)
    {
        if (result.UnknownCategories is { Count: > 0 } unknown)
        {
            var named = string.Join(", ", unknown.Keys.Take(MostNamed)) + (unknown.Count > MostNamed ? ", ..." : "");
            yield return $"{Numbers.Count(unknown.Values.Sum())} detections of categories that the ground truth does not have were left out (category_id {named})";
        }

        if (result.Categories.All(category => category.Objects == 0))
        {
            yield return "the ground truth has no object that is no crowd: every number is -1";
        }
    }

    private static void WritePlot(CommandContext context, CocoResult result, string? file)
    {
        if (file is null)
        {
            return;
        }

        if (result.Categories.All(category => category.Objects == 0))
        {
            context.Say($"note: {file} is not written, there is no curve");
            return;
        }

        File.WriteAllText(file, PrecisionRecall.Render(result).ToSvg());
    }
}
