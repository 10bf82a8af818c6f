namespace ScaleNet.Data.Loading;

/// <summary>How the images of a set are dealt into batches and prepared ahead.</summary>
public sealed record BatchPlan
{
    /// <summary>Images in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Seed of the run; orders and augmentations of all epochs follow from it.</summary>
    public long Seed { get; init; }

    /// <summary>Whether each epoch has a new random order; otherwise the set's own.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Whether images that do not fill a last batch are left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>Threads that prepare batches. The batches do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Batches that may be prepared before the consumer asks for them.</summary>
    public int Prefetch { get; init; } = 4;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Workers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Prefetch);
    }
}
