using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Detection;

/// <summary>Deals a set into batches for a detector: decoded and perhaps flipped ahead on background threads, not resized.</summary>
/// <remarks>
/// <para>
/// <b>Determinism:</b> the batches are a function of (set, batch size, shuffle, drop-last, grouping, seed, epoch, part), flips and sizes
/// of (seed, epoch, image), never of the number of threads; starting at batch k gives exactly the batches that an uninterrupted epoch
/// gives from k on.
/// </para>
/// <para>
/// Images that are wider than high and others do not share a batch, unless one of the two groups is smaller than a batch and short
/// batches are dropped. A batch comes as soon as its group has filled it; at the end of the
/// epoch what is left of each group is a short batch, the wide ones' first, or is dropped. A damaged image is replaced by the next good one of its
/// group.
/// </para>
/// </remarks>
public sealed class DetectionLoader
{
    private readonly CocoDataset _set;
    private readonly BatchPlan _plan;
    private readonly DetectionPreparation _preparation;
    private readonly AspectGroups _groups;

    /// <summary>A loader; no thread starts before an epoch is read.</summary>
    /// <param name="set">For training, <see cref="CocoDataset.WithTargets"/>.</param>
    /// <param name="plan">How it is dealt.</param>
    /// <param name="preparation">What is done to each image.</param>
    /// <exception cref="DatasetException">The set gives no batch, or an image is so narrow that nothing of it would remain at a size.</exception>
    public DetectionLoader(CocoDataset set, BatchPlan plan, DetectionPreparation preparation)
    {
        plan.Validate();
        preparation.Validate();
        RequireSizes(set, preparation);
        _groups = new AspectGroups(WideOnes(set, plan, preparation), plan.BatchSize, plan.DropLast);
        if (_groups.BatchCount == 0)
        {
            throw new DatasetException(
                $"{set.Name}: {set.Count} images give no batch of {plan.BatchSize} when short batches are dropped. "
                + "Use a smaller batch or more images.");
        }

        BatchCount = (_groups.BatchCount / plan.Parts) + (plan.Part < _groups.BatchCount % plan.Parts ? 1 : 0);
        (_set, _plan, _preparation) = (set, plan, preparation);
    }

    /// <summary>Batches of the plan's part in an epoch, the same in every epoch; 0 where there are fewer batches than parts.</summary>
    public int BatchCount { get; }

    /// <summary>The batches of one epoch, in order; dispose each when done with it.</summary>
    /// <remarks>
    /// Leaving the enumeration early (<c>break</c>, an exception) ends the workers before it returns.
    /// </remarks>
    /// <param name="epoch">From 0.</param>
    /// <param name="firstBatch">Batch to start at, to go on in the middle of an epoch.</param>
    /// <exception cref="DatasetException">
    /// While enumerating: an image could not be prepared, or is not of the size that its annotations tell; the message names it.
    /// </exception>
    public IEnumerable<DetectionBatch> ReadEpoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, BatchCount);
        return Enumerate(epoch, firstBatch);
    }

    private IEnumerable<DetectionBatch> Enumerate(int epoch, int firstBatch)
    {
        var assembler = new DetectionAssembler(_set, _plan, _preparation, _groups, epoch);
        using var reader = new BatchReader<DetectionReader, DetectionBatch>(assembler, _plan, firstBatch, BatchCount);
        while (reader.TryRead(out var batch))
        {
            yield return batch;
        }
    }

    // A group that fills no batch would never be seen where short ones are dropped: then all images are one group.
    private static bool[] WideOnes(CocoDataset set, BatchPlan plan, DetectionPreparation preparation)
    {
        bool[] isWide = [.. Enumerable.Range(0, set.Count).Select(index => preparation.GroupByAspect && AspectGroups.IsWide(set.Size(index)))];
        int wide = isWide.Count(image => image);
        bool isOneTooSmall = Math.Min(wide, set.Count - wide) is var least && least > 0 && least < plan.BatchSize;
        return plan.DropLast && isOneTooSmall ? new bool[set.Count] : isWide;
    }

    private static void RequireSizes(CocoDataset set, DetectionPreparation preparation)
    {
        for (int index = 0; index < set.Count; index++)
        {
            foreach (var rule in preparation.Sizes)
            {
                try
                {
                    rule.Of(set.Size(index));
                }
                catch (ArgumentException problem)
                {
                    throw new DatasetException($"{set.FileOf(index)}: {problem.Message} Leave the image out, or choose other sizes.", problem);
                }
            }
        }
    }
}
