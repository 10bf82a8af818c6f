using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Makes any one batch of an epoch; several threads use it at once, each with a reader of its own.</summary>
internal sealed class BatchAssembler(ISampleSource samples, BatchPlan plan, BatchPool pool, int epoch)
{
    private readonly int[] _order = plan.Shuffle
        ? EpochOrder.Shuffled(samples.GroupSizes, plan.Seed, epoch)
        : EpochOrder.Sequential(samples.Count);

    /// <summary>The tool of one thread; the caller owns it.</summary>
    public ISampleReader OpenReader() => samples.OpenReader();

    /// <summary>The batch, or null when stopped before it was complete.</summary>
    /// <param name="batchIndex">Of the plan's part of the epoch.</param>
    /// <param name="reader">The calling thread's.</param>
    /// <param name="stop">Gives up between samples.</param>
    /// <exception cref="DatasetException">A sample could not be prepared; the message names it.</exception>
    public Batch? TryAssemble(int batchIndex, ISampleReader reader, CancellationToken stop)
    {
        int first = checked(((batchIndex * plan.Parts) + plan.Part) * plan.BatchSize);
        var wanted = _order.AsSpan(first, Math.Min(plan.BatchSize, samples.Count - first));
        var buffer = pool.Rent(wanted.Length);
        int done = 0;
        bool isComplete = false;
        try
        {
            for (int i = 0; i < wanted.Length && !stop.IsCancellationRequested; i++)
            {
                done += TryWrite(wanted[i], done, batchIndex, buffer, reader) ? 1 : 0;
            }

            isComplete = !stop.IsCancellationRequested;
            return isComplete ? new Batch(WithoutGaps(ref buffer, done), pool, batchIndex, samples.Shape) : null;
        }
        finally
        {
            if (!isComplete)
            {
                pool.Return(buffer);
            }
        }
    }

    // Damaged samples left gaps: rare enough for memory of its own.
    private BatchBuffer WithoutGaps(ref BatchBuffer buffer, int done)
    {
        if (done == buffer.Count)
        {
            return buffer;
        }

        var shorter = buffer.First(done, samples.Shape);
        pool.Return(buffer);
        return buffer = shorter;
    }

    private bool TryWrite(int sample, int place, int batchIndex, BatchBuffer buffer, ISampleReader reader)
    {
        for (int tries = 0; tries < samples.Count; tries++)
        {
            int index = (int)((sample + (long)tries) % samples.Count);
            try
            {
                Write(index, place, buffer, reader);
                return true;
            }
            catch (CorruptSampleException problem) when (plan.Corrupt is not null)
            {
                plan.Corrupt.Add(index, problem);
            }
            catch (Exception problem)
            {
                throw new DatasetException(
                    $"{samples.Name}: {samples.Where(index)} could not be prepared in epoch {epoch}, batch {batchIndex} "
                    + $"({problem.GetType().Name}: {problem.Message}). Look at this sample and at the transform.", problem);
            }

            if (!plan.ReplaceCorrupt)
            {
                return false;
            }
        }

        throw new DatasetException($"{samples.Name}: all of its {samples.Count} images are damaged. Restore the data.");
    }

    private void Write(int sample, int place, BatchBuffer buffer, ISampleReader reader)
    {
        var random = SampleRandom.For(plan.Seed, epoch, sample);
        int length = samples.Shape.Length;
        reader.Read(sample, ref random, buffer.Images.AsSpan(place * length, length));
        buffer.Labels[place] = samples.Label(sample);
        buffer.SampleIndices[place] = sample;
    }
}
