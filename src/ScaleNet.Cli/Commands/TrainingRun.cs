using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Progress;
using ScaleNet.Cli.Steps;
using ScaleNet.Cli.Trials;
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
    public static int Execute(CommandContext context, RunRequest request, TrainingJob job, string next)
    {
        var ranks = request.Ranks;
        var share = Processes.ThreadsOfEach(ranks, Environment.ProcessorCount); // asked by all ranks, whatever their own options
        TorchThreads.Use(request.Run.Threads ?? share);
        job = job with { Device = DeviceChoice.Of(request.Run.Device, ranks) };
        if (request.IsDryRun)
        {
            return Try(context, request, job);
        }

        if (ranks.Rank > 0)
        {
            var followed = new Trainer(job, new CompositeObserver(), context.Clock).Run(context.Stop);
            return followed.Status == RunStatus.Finished ? ExitCode.Success : Processes.StopCode(context, ranks);
        }

        var result = TrainingDisplay.Run(context, request.Name, job);
        Write(context, request, job, result);
        if (result.Status == RunStatus.Finished)
        {
            context.Say($"Next: {next}");
            return ExitCode.Success;
        }

        context.Say($"Stopped. Go on with: {ResumeCommand.From(context.Arguments)}");
        return Processes.StopCode(context, ranks);
    }

    private static int Try(CommandContext context, RunRequest request, TrainingJob job)
    {
        var trial = DryRun.Run(context, job);
        if (trial is not null && request.IsJson)
        {
            JsonOutput.Write(context.Output, trial);
        }
        else if (trial is not null)
        {
            DryRun.Write(context.Output, trial);
        }

        return Processes.StopCode(context, request.Ranks);
    }

    private static void Write(CommandContext context, RunRequest request, TrainingJob job, TrainingResult result)
    {
        if (request.IsJson)
        {
            JsonOutput.Write(context.Output, new { request.RunFolder, result.Status, job.Recipe.Epochs, result.Metrics });
        }
        else
        {
            TrainingText.Write(context.Output, job, result);
        }

        if (request is TrainingRequest { OverfitImages: not null })
        {
            context.Say(Overfitting.Verdict(result));
        }
    }
}
