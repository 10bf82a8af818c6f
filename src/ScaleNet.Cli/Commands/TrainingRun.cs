using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Progress;
using ScaleNet.Cli.Steps;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>Trains for a verb and tells what came of it.</summary>
internal static class TrainingRun
{
    /// <summary>Trains until the end or until asked to stop.</summary>
    /// <param name="context">Streams and clock.</param>
    /// <param name="request">What the options say.</param>
    /// <param name="job">What to train.</param>
    /// <param name="next">The command that comes next in the method.</param>
    /// <returns>The exit code.</returns>
    public static int Execute(CommandContext context, TrainingRequest request, TrainingJob job, string next)
    {
        TorchThreads.Use(request.Threads);
        var result = TrainingDisplay.Run(context, request.Name, job);
        if (request.IsJson)
        {
            JsonOutput.Write(context.Output, new { request.RunFolder, result.Status, job.Recipe.Epochs, result.Metrics });
        }
        else
        {
            TrainingText.Write(context.Output, job, result);
        }

        if (result.Status == RunStatus.Finished)
        {
            context.Say($"Next: {next}");
            return ExitCode.Success;
        }

        context.Say($"Stopped. Go on with: {ResumeCommand.From(context.Arguments)}");
        return context.StopCode();
    }
}
