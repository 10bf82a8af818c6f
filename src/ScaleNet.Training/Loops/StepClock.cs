using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Loops;

/// <summary>Measures steps, and estimates from them how long the rest of a training takes.</summary>
internal sealed class StepClock(TimeProvider clock, int epochs, int batchesPerEpoch)
{
    // The first steps are slower than the rest: libraries load and memory is gathered.
    private const int StepsBeforeEstimate = 5;

    private readonly long _sessionStart = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();
    private long _steps;

    /// <summary>A moment, to be given to <see cref="SecondsSince"/>.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>Seconds since a moment.</summary>
    public double SecondsSince(long moment) => clock.GetElapsedTime(moment).TotalSeconds;

    /// <summary>An epoch's training begins: what was before is not the first step's time.</summary>
    public void EpochStarted() => _last = clock.GetTimestamp();

    /// <summary>Seconds of the step that ended now, with the time for which it waited for data.</summary>
    public double StepDone()
    {
        var now = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
        _steps++;
        return seconds;
    }

    /// <summary>What the observer is told.</summary>
    public StepProgress Progress(long step, int epoch, EpochSums sums, double learningRate) => new()
    {
        Step = step,
        Epoch = epoch,
        Epochs = epochs,
        Batch = sums.Batches,
        Batches = batchesPerEpoch,
        Loss = sums.MeanLoss,
        Accuracy = sums.Accuracy,
        LearningRate = learningRate,
        ImagesPerSecond = sums.ImagesPerSecond,
        Remaining = Remaining(epoch, sums.Batches),
    };

    // Evaluations and checkpoints so far are in the elapsed time, and so in the estimate.
    private TimeSpan? Remaining(int epoch, int batchesDone)
    {
        var left = ((long)(epochs - epoch + 1) * batchesPerEpoch) - batchesDone;
        return _steps < StepsBeforeEstimate ? null : clock.GetElapsedTime(_sessionStart) / _steps * left;
    }
}
