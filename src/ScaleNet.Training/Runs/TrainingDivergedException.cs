namespace ScaleNet.Training.Runs;

/// <summary>The loss or the weights became infinite or NaN; the run was stopped, and its checkpoints stay.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Where, at which learning rate, and what the last good checkpoint is; one line.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }
}
