using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Runs;

/// <summary>Is told what happens in a training, on the training's thread; it observes only.</summary>
public interface ITrainingObserver
{
    /// <summary>The network is ready and the first epoch is about to begin.</summary>
    void RunStarted(RunStart start);

    /// <summary>An epoch begins, or goes on after a stop.</summary>
    /// <param name="epoch">From 1.</param>
    void EpochStarted(int epoch);

    /// <summary>A step is done.</summary>
    void StepDone(StepProgress progress);

    /// <summary>An epoch is trained and evaluated.</summary>
    void EpochDone(EpochMetrics metrics);

    /// <summary>A checkpoint is about to be written: what a run that goes on from it must find is written now.</summary>
    void CheckpointStarting();

    /// <summary>A checkpoint is complete.</summary>
    /// <param name="path">The file of its weights.</param>
    void CheckpointWritten(string path);
}
