using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet report</c>: a page for a browser.</summary>
internal static class ReportCommand
{
    private const string Description = "Write report.html of a run or a comparison, anew from its files, and print its path.";

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("RUN") { Description = "a run folder, or the folder of a comparison" };
        var command = new Verb("report", Description, "scalenet report runs/quickstart", "scalenet report runs/seed1") { folder };
        command.SetAction(parsed => Run(context, parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(CommandContext context, string folder)
    {
        var isComparison = File.Exists(RunLayout.PathOf(folder, RunLayout.ComparisonFile));
        context.Output.WriteLine(isComparison ? ComparisonReport.Write(folder) : RunReport.Write(folder));
        return ExitCode.Success;
    }
}
