using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Trials;

/// <summary>Measures the last step of a short training, which is no step of warming up, without the checkpoint before it.</summary>
internal sealed class TrialClock(TimeProvider clock) : ITrainingObserver
{
    private long _mark;

    /// <summary>Time of the last step.</summary>
    public TimeSpan Step { get; private set; }

    /// <summary>What was trained; null before it began.</summary>
    public RunStart? Start { get; private set; }

    public void RunStarted(RunStart start)
    {
        Start = start;
        _mark = clock.GetTimestamp();
    }

    public void EpochStarted(int epoch)
    {
    }

    public void StepDone(StepProgress progress)
    {
        Step = clock.GetElapsedTime(_mark);
        _mark = clock.GetTimestamp();
    }

    public void EpochDone(EpochMetrics metrics)
    {
    }

    public void CheckpointStarting()
    {
    }

    public void CheckpointWritten(string path) => _mark = clock.GetTimestamp();
}
