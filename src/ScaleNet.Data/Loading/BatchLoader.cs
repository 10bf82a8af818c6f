namespace ScaleNet.Data.Loading;

/// <summary>Deals a set into batches, prepared ahead on background threads.</summary>
/// <remarks>
/// <b>Determinism:</b> the batches are a function of (samples, batch size, shuffle, drop-last, seed, epoch, part),
/// never of the number of threads; starting at batch k gives exactly the batches that an uninterrupted epoch gives from
/// k on.
/// </remarks>
public sealed class BatchLoader
{
    private readonly ISampleSource _samples;
    private readonly BatchPlan _plan;
    private readonly BatchPool _pool;

    /// <summary>A loader; no thread starts before an epoch is read.</summary>
    /// <exception cref="DatasetException">The set gives no batch.</exception>
    public BatchLoader(ISampleSource samples, BatchPlan plan)
    {
        plan.Validate();

        // No sum of the two, which could overflow; an empty set gives 0 either way.
        int fullBatches = samples.Count / plan.BatchSize;
        int batches = plan.DropLast || samples.Count % plan.BatchSize == 0 ? fullBatches : fullBatches + 1;
        if (batches == 0)
        {
            string dropped = plan.DropLast ? " when a short last batch is dropped" : "";
            throw new DatasetException(
                $"{samples.Name}: {samples.Count} images give no batch of {plan.BatchSize}{dropped}. "
                + "Use a smaller batch or more images.");
        }

        BatchCount = (batches / plan.Parts) + (plan.Part < batches % plan.Parts ? 1 : 0);
        _samples = samples;
        _plan = plan;
        _pool = new BatchPool(plan.BatchSize, samples.Shape);
    }

    /// <summary>Batches of the plan's part in an epoch; 0 where there are fewer batches than parts.</summary>
    public int BatchCount { get; }

    /// <summary>The batches of one epoch, in order; dispose each when done with it.</summary>
    /// <remarks>
    /// Leaving the enumeration early (<c>break</c>, an exception) ends the workers before it returns.
    /// </remarks>
    /// <param name="epoch">From 0.</param>
    /// <param name="firstBatch">Batch to start at, to go on in the middle of an epoch.</param>
    /// <exception cref="DatasetException">
    /// While enumerating: a sample could not be prepared; the message names it.
    /// </exception>
    public IEnumerable<Batch> ReadEpoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, BatchCount);
        return Enumerate(epoch, firstBatch);
    }

    private IEnumerable<Batch> Enumerate(int epoch, int firstBatch)
    {
        var assembler = new BatchAssembler(_samples, _plan, _pool, epoch);
        using var reader = new BatchReader<ISampleReader, Batch>(assembler, _plan, firstBatch, BatchCount);
        while (reader.TryRead(out var batch))
        {
            yield return batch;
        }
    }
}
