using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests;

/// <summary>Keeps what it is told, and does something more at each step if asked.</summary>
internal sealed class Recorder(Action<StepProgress>? atStep = null) : ITrainingObserver
{
    public RunStart? Start { get; private set; }

    public List<int> Epochs { get; } = [];

    public List<StepProgress> Steps { get; } = [];

    public List<EpochMetrics> Metrics { get; } = [];

    public List<string> Checkpoints { get; } = [];

    public void RunStarted(RunStart start) => Start = start;

    public void EpochStarted(int epoch) => Epochs.Add(epoch);

    public void StepDone(StepProgress progress)
    {
        Steps.Add(progress);
        atStep?.Invoke(progress);
    }

    public void EpochDone(EpochMetrics metrics) => Metrics.Add(metrics);

    public void CheckpointStarting()
    {
    }

    public void CheckpointWritten(string path) => Checkpoints.Add(path);
}
