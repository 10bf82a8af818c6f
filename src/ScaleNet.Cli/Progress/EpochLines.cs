using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Progress;

/// <summary>Tells of a training in plain lines: one at its start, one an epoch, and where asked some within a long epoch.</summary>
/// <param name="context">Where they go.</param>
/// <param name="label">What each begins with.</param>
/// <param name="silence">The longest time without a line while steps are done; null where something else shows them.</param>
internal sealed class EpochLines(CommandContext context, string label, TimeSpan? silence = null) : ITrainingObserver
{
    /// <summary>Rare enough for a log file of days, often enough to see that all is well.</summary>
    public static readonly TimeSpan UsualSilence = TimeSpan.FromMinutes(1);

    private const int LossDigits = 4;

    private int _epochs;
    private long _lastLine;
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
    public void EpochStarted(int epoch) => _lastLine = context.Clock.GetTimestamp();

    /// <inheritdoc/>
    public void StepDone(StepProgress progress)
    {
        _remaining = progress.Remaining;
        // The line of the epoch comes soon after its last step.
        if (silence is null || context.Clock.GetElapsedTime(_lastLine) < silence || progress.Batch == progress.Batches)
        {
            return;
        }

        _lastLine = context.Clock.GetTimestamp();
        context.Say(
            FormattableString.Invariant($"{label}: epoch {progress.Epoch}/{progress.Epochs}, batch {progress.Batch}/{progress.Batches}: ")
            + Training(progress.Loss, progress.Accuracy) + Speed(progress.ImagesPerSecond, isOver: false));
    }

    /// <inheritdoc/>
    public void EpochDone(EpochMetrics metrics)
    {
        context.Say(
            FormattableString.Invariant($"{label}: epoch {metrics.Epoch}/{_epochs}: ")
            + Training(metrics.TrainLoss, metrics.TrainTop1) + Test(metrics)
            + Speed(metrics.ImagesPerSecond, isOver: metrics.Epoch >= _epochs));
    }

    /// <inheritdoc/>
    public void CheckpointStarting()
    {
    }

    /// <inheritdoc/>
    public void CheckpointWritten(string path)
    {
    }

    private static string Training(double loss, double? accuracy) =>
        $"loss {Numbers.Fixed(loss, LossDigits)}, " + (accuracy is null ? "" : $"train error {Numbers.Percent(1 - accuracy)}, ");

    private static string Test(EpochMetrics metrics) => metrics.ValidationAp is { } ap
        ? $"AP {Numbers.Percent(ap)}, AP50 {Numbers.Percent(metrics.ValidationAp50)}, "
        : metrics.TrainTop1 is null ? "" : $"test error {Numbers.Percent(1 - metrics.ValidationTop1)}, ";

    private string Speed(double imagesPerSecond, bool isOver)
    {
        var left = !isOver && _remaining is { } time ? $", {Numbers.Duration(time)} left" : "";
        return $"{Numbers.Count((long)imagesPerSecond)} images/s{left}";
    }
}
