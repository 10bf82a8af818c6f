using System.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Cli.Commands.Detect;

namespace ScaleNet.Cli.CommandLine;

/// <summary>The command <c>scalenet</c> with all its verbs.</summary>
internal static class Root
{
    private const string Description = """
        Multi-scale convolutional networks whose neurons are allocated to scales by data.

        The way through: seed -> allocate -> train -> evaluate -> predict, export or serve. `scalenet quickstart` walks it in minutes.
        Results go to standard output, progress and remarks to standard error.
        Exit codes: 0 done, 1 a defect of this program, 2 input that cannot be used, 3 a training diverged,
        130 stopped by Ctrl-C, 143 stopped by SIGTERM.
        """;

    public static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand(Description)
        {
            QuickstartCommand.Create(context),
            ModelsCommand.Create(context),
            InfoCommand.Create(context),
            SeedCommand.Create(context),
            AllocateCommand.Create(context),
            TrainCommand.Create(context),
            EvaluateCommand.Create(context),
            PredictCommand.Create(context),
            ExportCommand.Create(context),
            QuantiseCommand.Create(context),
            ServeCommand.Create(context),
            DetectCommand.Create(context),
            CocoEvalCommand.Create(context),
            ReportCommand.Create(context),
            BenchCommand.Create(context),
            DoctorCommand.Create(context),
            MeasureCommand.Create(context),
            DataCommand.Create(context),
            ScenesCommand.Create(context),
            StudyCommand.Create(context),
        };
        return Complete(root, context);
    }

    /// <summary>Gives a root its help, which a line without a verb shows too.</summary>
    public static RootCommand Complete(RootCommand root, CommandContext context)
    {
        HelpWithExamples.Install(root);
        root.SetAction(_ => root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = context.Output }));
        return root;
    }
}
