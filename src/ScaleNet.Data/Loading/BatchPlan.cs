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

    /// <summary>Which part of the batches is read, from 0: that of one of several processes.</summary>
    public int Part { get; init; }

    /// <summary>Into how many parts the batches are dealt in turn: batch b of part p is batch b * parts + p of all.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Counts damaged samples that are passed over; null if the first one ends the reading.</summary>
    public CorruptSamples? Corrupt { get; init; }

    /// <summary>
    /// Whether another sample (the next good one of the set) takes the place of a damaged one, so that batches are full;
    /// otherwise the batch is shorter.
    /// </summary>
    public bool ReplaceCorrupt { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Parts);
        ArgumentOutOfRangeException.ThrowIfNegative(Part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Part, Parts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Workers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Prefetch);
    }
}
