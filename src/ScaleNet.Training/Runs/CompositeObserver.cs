using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Runs;

/// <summary>Passes on what happens in a training to several observers, in their order.</summary>
public sealed class CompositeObserver(params IReadOnlyList<ITrainingObserver> observers) : ITrainingObserver
{
    /// <inheritdoc/>
    public void RunStarted(RunStart start) => ForEach(observer => observer.RunStarted(start));

    /// <inheritdoc/>
    public void EpochStarted(int epoch) => ForEach(observer => observer.EpochStarted(epoch));

    /// <inheritdoc/>
    public void StepDone(StepProgress progress) => ForEach(observer => observer.StepDone(progress));

    /// <inheritdoc/>
    public void EpochDone(EpochMetrics metrics) => ForEach(observer => observer.EpochDone(metrics));

    /// <inheritdoc/>
    public void CheckpointStarting() => ForEach(observer => observer.CheckpointStarting());

    /// <inheritdoc/>
    public void CheckpointWritten(string path) => ForEach(observer => observer.CheckpointWritten(path));

    private void ForEach(Action<ITrainingObserver> tell)
    {
        foreach (var observer in observers)
        {
            tell(observer);
        }
    }
}
