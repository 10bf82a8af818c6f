namespace ScaleNet.Training.Checkpoints;

/// <summary>Which weights of a run are meant.</summary>
public sealed record CheckpointChoice
{
    /// <summary>The end of this epoch, from 1; null for another choice.</summary>
    public int? Epoch { get; init; }

    /// <summary>
    /// The end of the epoch with the highest validation accuracy, and not the newest checkpoint. It was chosen by those very images, so that
    /// its accuracy on them is flattering.
    /// </summary>
    public bool Best { get; init; }

    /// <summary>The running average of the weights, where the training kept one.</summary>
    public bool UseAverage { get; init; } = true;
}
