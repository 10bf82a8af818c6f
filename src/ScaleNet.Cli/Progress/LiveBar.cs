using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;
using Spectre.Console;

namespace ScaleNet.Cli.Progress;

/// <summary>Shows every step in a bar that stands below the lines of another observer.</summary>
internal sealed class LiveBar(ITrainingObserver lines, ProgressTask bar, string label) : ITrainingObserver
{
    private const int LossDigits = 3;

    /// <inheritdoc/>
    public void RunStarted(RunStart start)
    {
        bar.MaxValue = (double)start.Epochs * start.Batches;
        bar.Value = ((double)(start.FirstEpoch - 1) * start.Batches) + start.FirstBatch;
        bar.StartTask();
        lines.RunStarted(start);
    }

    /// <inheritdoc/>
    public void EpochStarted(int epoch) => lines.EpochStarted(epoch);

    /// <inheritdoc/>
    public void StepDone(StepProgress progress)
    {
        lines.StepDone(progress);
        bar.Value = ((double)(progress.Epoch - 1) * progress.Batches) + progress.Batch;
        var left = progress.Remaining is { } time ? $" {Numbers.Duration(time)} left" : "";
        bar.Description = Markup.Escape(
            FormattableString.Invariant($"{label}: epoch {progress.Epoch}/{progress.Epochs} batch {progress.Batch}/{progress.Batches} ")
            + $"loss {Numbers.Fixed(progress.Loss, LossDigits)} "
            + (progress.Accuracy is { } accuracy ? $"accuracy {Numbers.Percent(accuracy, digits: 1)} " : "")
            + $"{Numbers.Count((long)progress.ImagesPerSecond)} images/s{left}");
    }

    /// <inheritdoc/>
    public void EpochDone(EpochMetrics metrics) => lines.EpochDone(metrics);

    /// <inheritdoc/>
    public void CheckpointStarting() => lines.CheckpointStarting();

    /// <inheritdoc/>
    public void CheckpointWritten(string path) => lines.CheckpointWritten(path);
}
