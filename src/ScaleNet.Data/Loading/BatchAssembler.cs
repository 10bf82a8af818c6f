using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Makes batches of images of one shape.</summary>
internal sealed class BatchAssembler(ISampleSource samples, BatchPlan plan, BatchPool pool, int epoch) : IBatchAssembler<ISampleReader, Batch>
{
    private readonly SampleFilling _filling = new(
        samples.Name, samples.Where, plan, epoch, next: sample => sample + 1 < samples.Count ? sample + 1 : 0);

    private readonly int[] _order = plan.Shuffle
        ? EpochOrder.Shuffled(samples.GroupSizes, plan.Seed, epoch)
        : EpochOrder.Sequential(samples.Count);

    /// <inheritdoc/>
    public ISampleReader OpenReader() => samples.OpenReader();

    /// <inheritdoc/>
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

    private bool TryWrite(int sample, int place, int batchIndex, BatchBuffer buffer, ISampleReader reader) => _filling.Try(
        sample, batchIndex, (Assembler: this, place, buffer, reader),
        static (index, at) => at.Assembler.Write(index, at.place, at.buffer, at.reader));

    private void Write(int sample, int place, BatchBuffer buffer, ISampleReader reader)
    {
        var random = SampleRandom.For(plan.Seed, epoch, sample);
        int length = samples.Shape.Length;
        reader.Read(sample, ref random, buffer.Images.AsSpan(place * length, length));
        buffer.Labels[place] = samples.Label(sample);
        buffer.SampleIndices[place] = sample;
    }
}
