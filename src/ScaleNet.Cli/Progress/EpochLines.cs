using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Progress;

/// <summary>Tells of a training in plain lines: one at its start, one an epoch.</summary>
internal sealed class EpochLines(CommandContext context, string label) : ITrainingObserver
{
    private const int LossDigits = 4;

    private int _epochs;
    private TimeSpan? _remaining;

    /// <inheritdoc/>
    public void RunStarted(RunStart start)
    {
        _epochs = start.Epochs;
        context.Say(
            $"{label}: {start.Network}, {Numbers.Count(start.Parameters)} parameters, {Numbers.Macs(start.Macs)} MACs; "
            + FormattableString.Invariant($"{start.Epochs} epochs of {start.Batches} batches; {start.DataSource}"));
        foreach (var note in start.Notes)
        {
            context.Say($"{label}: note: {note}");
        }

        if (start.FirstEpoch > 1 || start.FirstBatch > 0)
        {
            context.Say(FormattableString.Invariant($"{label}: goes on at epoch {start.FirstEpoch}, batch {start.FirstBatch + 1}"));
        }
    }

    /// <inheritdoc/>
    public void EpochStarted(int epoch)
    {
    }

    /// <inheritdoc/>
    public void StepDone(StepProgress progress) => _remaining = progress.Remaining;

    /// <inheritdoc/>
    public void EpochDone(EpochMetrics metrics)
    {
        var left = metrics.Epoch < _epochs && _remaining is { } time ? $", {Numbers.Duration(time)} left" : "";
        context.Say(
            FormattableString.Invariant($"{label}: epoch {metrics.Epoch}/{_epochs}: ")
            + $"loss {Numbers.Fixed(metrics.TrainLoss, LossDigits)}, train error {Numbers.Percent(1 - metrics.TrainTop1)}, "
            + $"test error {Numbers.Percent(1 - metrics.ValidationTop1)}, {Numbers.Count((long)metrics.ImagesPerSecond)} images/s{left}");
    }

    /// <inheritdoc/>
    public void CheckpointWritten(string path)
    {
    }
}
