using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Logs;
using ScaleNet.Training.Runs;
using Spectre.Console;

namespace ScaleNet.Cli.Progress;

/// <summary>Runs a training before the eyes of whoever watches: a live bar on a terminal, plain lines elsewhere.</summary>
internal static class TrainingDisplay
{
    /// <summary>Trains.</summary>
    /// <param name="context">Where to show it.</param>
    /// <param name="label">What each line begins with.</param>
    /// <param name="job">What to train.</param>
    public static TrainingResult Run(CommandContext context, string label, TrainingJob job)
    {
        if (!context.IsInteractive)
        {
            return Train(context, job, new EpochLines(context, label, EpochLines.UsualSilence));
        }

        return context.Log.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn())
            .Start(progress =>
            {
                var bar = progress.AddTask(Markup.Escape(label), autoStart: false);
                return Train(context, job, new LiveBar(new EpochLines(context, label), bar, label));
            });
    }

    private static TrainingResult Train(CommandContext context, TrainingJob job, ITrainingObserver observer)
    {
        using var log = new RunLog(context.Clock, job.LogInterval);
        return new Trainer(job, new CompositeObserver(observer, log), context.Clock).Run(context.Stop);
    }
}
