using ScaleNet.Data.Datasets;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Makes any one batch of an epoch; several threads use it at once.</summary>
internal sealed class BatchAssembler(
    ImageSet images, ISampleTransform transform, BatchPlan plan, BatchPool pool, int epoch)
{
    private readonly int[] _order = plan.Shuffle
        ? EpochOrder.Shuffled(images.Count, plan.Seed, epoch)
        : EpochOrder.Sequential(images.Count);

    /// <summary>The batch, or null when stopped before it was complete.</summary>
    /// <exception cref="DatasetException">A sample could not be prepared; the message names it.</exception>
    public Batch? TryAssemble(int batchIndex, CancellationToken stop)
    {
        int first = batchIndex * plan.BatchSize;
        var samples = _order.AsSpan(first, Math.Min(plan.BatchSize, images.Count - first));
        var batch = new Batch(pool.Rent(samples.Length), pool, batchIndex, images.Shape);
        bool isComplete = false;
        try
        {
            for (int i = 0; i < samples.Length && !stop.IsCancellationRequested; i++)
            {
                Write(samples[i], i, batch);
            }

            isComplete = !stop.IsCancellationRequested;
            return isComplete ? batch : null;
        }
        finally
        {
            if (!isComplete)
            {
                batch.Dispose();
            }
        }
    }

    private void Write(int sample, int place, Batch batch)
    {
        try
        {
            var random = SampleRandom.For(plan.Seed, epoch, sample);
            int length = images.Shape.Length;
            transform.Apply(images.Image(sample), ref random, batch.Images.AsSpan(place * length, length));
            batch.Labels[place] = images.Label(sample);
            batch.SampleIndices[place] = sample;
        }
        catch (Exception problem)
        {
            throw new DatasetException(
                $"{images.Name}: sample {sample} could not be prepared in epoch {epoch}, batch {batch.Index} "
                + $"({problem.GetType().Name}: {problem.Message}). Look at this sample and at the transform.", problem);
        }
    }
}
