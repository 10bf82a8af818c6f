namespace ScaleNet.Training.Runs;

/// <summary>What is about to be trained.</summary>
public sealed record RunStart
{
    /// <summary>Where the run's files go.</summary>
    public required string RunFolder { get; init; }

    /// <summary>Display name of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Learnable numbers of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-accumulates per image.</summary>
    public required long Macs { get; init; }

    /// <summary>Where the images came from.</summary>
    public required string DataSource { get; init; }

    /// <summary>Images to train.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to test.</summary>
    public required int TestImages { get; init; }

    /// <summary>Epochs of the recipe.</summary>
    public required int Epochs { get; init; }

    /// <summary>Batches in an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>The epoch that is trained first, from 1; above 1 after resuming.</summary>
    public required int FirstEpoch { get; init; }

    /// <summary>The batch of that epoch that is trained first, from 0; above 0 after a stop in mid-epoch.</summary>
    public required int FirstBatch { get; init; }

    /// <summary>What the user should know, one line each: a damaged checkpoint was passed over, say.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
