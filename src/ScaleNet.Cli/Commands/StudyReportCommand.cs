using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Studies;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet study report</c>: what a study has come to so far.</summary>
internal static class StudyReportCommand
{
    public const string Example = "scalenet study report runs/multi-scale";

    private const string Description =
        "Write report.html and report.md with its charts into the folder of a study, finished or not; print the differences that it asks for.";

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "the folder of a study" };
        var json = SharedOptions.Json();
        var command = new Verb("report", Description, Example) { folder, json };
        command.SetAction(parsed => Run(context, parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, string folder, bool isJson)
    {
        var study = StudySummary.Read(folder);
        var report = StudyReport.Write(folder, study);
        if (isJson)
        {
            JsonOutput.Write(context.Output, new
            {
                Report = report,
                Done = study.Results.Length,
                study.Plan.Trainings,
                study.Pairs,
            });
            return ExitCode.Success;
        }

        context.Output.WriteLine(report);
        context.Output.WriteLine($"{Numbers.Count(study.Results.Length)} of {Numbers.Count(study.Plan.Trainings)} trainings");
        if (!study.BegunPairs.IsEmpty)
        {
            context.Output.WriteLine();
            TableOf(study.BegunPairs).Write(context.Output);
        }

        return ExitCode.Success;
    }

    private static TextTable TableOf(IEnumerable<PairSummary> pairs)
    {
        var table = new TextTable(
            new("condition", IsNumber: false), new("arm", IsNumber: false), new("against", IsNumber: false), new("seeds"),
            new("points"), new("bootstrap"), new("student"), new("the arm has", IsNumber: false));
        foreach (var pair in pairs)
        {
            table.Add(
                pair.Condition, pair.Arm, pair.Against, Numbers.Count(pair.Differences.Values.Length),
                StudyText.Points(pair.Summary!.Mean), StudyText.Points(pair.Bootstrap), StudyText.Points(pair.Student),
                StudyText.Of(pair.Verdict));
        }

        return table;
    }
}
