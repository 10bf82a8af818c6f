using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Cli.Commands.Detect;

namespace ScaleNet.Predict;

/// <summary>The command <c>scalenet-predict</c>: those verbs of <c>scalenet</c> that predict, with the same options and answers, without libtorch.</summary>
internal static class PredictRoot
{
    private const string Description = """
        Predictions with networks that scalenet trained or exported, and the server. The verbs are scalenet's, without libtorch.

        Results go to standard output, progress and remarks to standard error.
        Exit codes: 0 done, 1 a defect of this program, 2 input that cannot be used, 130 stopped by Ctrl-C, 143 stopped by SIGTERM.
        """;

    public static RootCommand Create(CommandContext context) => Root.Complete(
        new RootCommand(Description)
        {
            PredictCommand.Create(context),
            new Verb("detect", "Find objects with a detector.", DetectPredictCommand.Example) { DetectPredictCommand.Create(context) },
            ServeCommand.Create(context),
            InfoCommand.Create(context),
            ModelsCommand.Create(context),
        },
        context);
}
