using ScaleNet.Data.Datasets;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Deals a set into batches, prepared ahead on background threads.</summary>
/// <remarks>
/// <b>Determinism:</b> the batches are a function of (set, transform, batch size, shuffle, drop-last, seed, epoch),
/// never of the number of threads; starting at batch k gives exactly the batches that an uninterrupted epoch gives from
/// k on.
/// </remarks>
public sealed class BatchLoader
{
    private readonly ImageSet _images;
    private readonly ISampleTransform _transform;
    private readonly BatchPlan _plan;
    private readonly BatchPool _pool;

    /// <summary>A loader; no thread starts before an epoch is read.</summary>
    /// <exception cref="DatasetException">The set gives no batch, or its images do not fit the transform.</exception>
    public BatchLoader(ImageSet images, ISampleTransform transform, BatchPlan plan)
    {
        plan.Validate();
        if (transform.Shape != images.Shape)
        {
            throw new DatasetException(
                $"{images.Name}: images are {images.Shape}, expected {transform.Shape} as the transform takes. "
                + "Use the preprocessing of this data set.");
        }

        // No sum of the two, which could overflow; an empty set gives 0 either way.
        int fullBatches = images.Count / plan.BatchSize;
        BatchCount = plan.DropLast || images.Count % plan.BatchSize == 0 ? fullBatches : fullBatches + 1;
        if (BatchCount == 0)
        {
            string dropped = plan.DropLast ? " when a short last batch is dropped" : "";
            throw new DatasetException(
                $"{images.Name}: {images.Count} images give no batch of {plan.BatchSize}{dropped}. "
                + "Use a smaller batch or more images.");
        }

        _images = images;
        _transform = transform;
        _plan = plan;
        _pool = new BatchPool(plan.BatchSize, images.Shape);
    }

    /// <summary>Batches in an epoch.</summary>
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
        var assembler = new BatchAssembler(_images, _transform, _plan, _pool, epoch);
        using var reader = new BatchReader(assembler, _plan, firstBatch, BatchCount);
        while (reader.TryRead(out var batch))
        {
            yield return batch;
        }
    }
}
