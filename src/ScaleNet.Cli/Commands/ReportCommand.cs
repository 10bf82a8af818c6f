using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet report</c>: a page for a browser.</summary>
internal static class ReportCommand
{
    private const string Output = "--output";
    private const string Description =
        "Write report.html of a run or a comparison, anew from its files, or lay several runs over each other; print its path.";

    public static Command Create(CommandContext context)
    {
        var folders = new Argument<string[]>("RUN")
        {
            Description = "run folders, or the folder of a comparison",
            Arity = ArgumentArity.OneOrMore,
        };
        var page = new Option<string?>(Output, "-o")
        {
            Description = "the page (default: report.html in the folder; of several runs, in the current one)",
            HelpName = "FILE",
        };
        var command = new Verb(
            "report",
            Description,
            "scalenet report runs/quickstart",
            "scalenet report runs/seed1",
            "scalenet report runs/seed1 runs/trained1 -o both.html")
        {
            folders,
            page,
        };
        command.SetAction(parsed => Run(context, parsed.GetRequiredValue(folders), parsed.GetValue(page)));
        return command;
    }

    private static int Run(CommandContext context, string[] folders, string? page)
    {
        OutputFile.Require(Output, page);
        context.Output.WriteLine(folders switch
        {
            [var folder] when File.Exists(RunLayout.PathOf(folder, RunLayout.ComparisonFile)) => ComparisonReport.Write(folder, page),
            [var folder] when File.Exists(RunLayout.PathOf(folder, RunLayout.SweepFile)) => SweepReport.Write(folder, page),
            [var folder] => RunReport.Write(folder, page),
            _ => OverlayReport.Write(folders, page ?? RunLayout.ReportFile),
        });
        return ExitCode.Success;
    }
}
