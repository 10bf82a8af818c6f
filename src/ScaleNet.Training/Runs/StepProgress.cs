namespace ScaleNet.Training.Runs;

/// <summary>How far a training got.</summary>
public sealed record StepProgress
{
    /// <summary>Optimizer steps done since the run began, this one included; it rises from call to call.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the recipe.</summary>
    public required int Epochs { get; init; }

    /// <summary>Batches of this epoch that are done, at least 1.</summary>
    public required int Batch { get; init; }

    /// <summary>Batches in an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Mean loss per image of this epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>Accuracy of this epoch so far, in [0,1]; null for a detector.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Learning rate of the step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training images per second in this epoch so far.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Length of the step's gradient as one vector, before any clipping; null where nobody measured it.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>Estimated time to the end of the training; null while too little is known.</summary>
    public TimeSpan? Remaining { get; init; }
}
