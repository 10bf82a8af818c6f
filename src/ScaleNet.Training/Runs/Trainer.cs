using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Runs;

/// <summary>Trains a network and keeps its run folder.</summary>
/// <param name="job">What to train.</param>
/// <param name="observer">Is told what happens.</param>
/// <param name="clock">Measures time.</param>
public sealed class Trainer(TrainingJob job, ITrainingObserver observer, TimeProvider clock)
{
    /// <summary>Trains until the recipe's last epoch, or until asked to stop.</summary>
    /// <param name="stop">Stops after the current batch; what was done is kept in a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">The loss is not finite any more.</exception>
    /// <exception cref="RunFolderException">The folder cannot be used in this mode, or belongs to another training.</exception>
    /// <exception cref="ScaleNet.Architecture.SpecException">Network, recipe and data do not fit together.</exception>
    /// <exception cref="IOException">A file could not be written; the message names it.</exception>
    public TrainingResult Run(CancellationToken stop) => throw new NotImplementedException($"{job} {observer} {clock} {stop}");
}
