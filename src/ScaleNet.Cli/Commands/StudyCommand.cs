using System.CommandLine;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet study</c>: comparisons of many trainings, as data.</summary>
internal static class StudyCommand
{
    public static Command Create(CommandContext context) =>
        new Verb("study", "Run a study: many networks at equal cost, several seeds each, and the statistics of their errors.", StudyRunCommand.Example)
        {
            StudyRunCommand.Create(context),
            StudyReportCommand.Create(context),
        };
}
