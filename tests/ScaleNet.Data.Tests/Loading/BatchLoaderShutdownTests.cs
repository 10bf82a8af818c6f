using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Tests.Loading;

public sealed class BatchLoaderShutdownTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Leaving_in_mid_epoch_ends_the_workers(int workers)
    {
        var transform = new ProbeTransform(_ => { });
        var plan = new BatchPlan { BatchSize = 1, Workers = workers, Prefetch = 3 };
        var loader = new BatchLoader(new PixelSamples(TinySet.Create(100), transform), plan);

        foreach (var batch in loader.ReadEpoch(epoch: 0))
        {
            batch.Dispose();
            break;
        }

        // Leaving waits for the threads, so the count is final: one given out and at most three ahead.
        Assert.InRange(transform.Calls, 1, 4);
    }

    [Fact]
    public void No_more_than_the_prefetch_is_prepared_ahead()
    {
        using var enough = new CountdownEvent(3);
        var transform = new ProbeTransform(_ => Signal(enough));
        var plan = new BatchPlan { BatchSize = 1, Workers = 4, Prefetch = 2 };
        var loader = new BatchLoader(new PixelSamples(TinySet.Create(100), transform), plan);

        using var batches = loader.ReadEpoch(epoch: 0).GetEnumerator();
        batches.MoveNext();
        enough.Wait(TestContext.Current.CancellationToken);
        int whileHeld = transform.Calls;
        batches.Current.Dispose();

        Assert.Equal(3, whileHeld);
    }

    [Fact]
    public void A_stopped_batch_ends_at_the_next_sample()
    {
        using var stop = new CancellationTokenSource();
        var transform = new ProbeTransform(sample => CancelAt(sample, 2, stop));
        var samples = new PixelSamples(TinySet.Create(100), transform);
        var plan = new BatchPlan { BatchSize = 100 };
        using var reader = samples.OpenReader();
        var assembler = new BatchAssembler(samples, plan, new BatchPool(100, samples.Shape), epoch: 0);

        var batch = assembler.TryAssemble(batchIndex: 0, reader, stop.Token);

        Assert.Null(batch);
        Assert.Equal(3, transform.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_workers_failure_reaches_the_consumer_at_its_own_batch(int workers)
    {
        var transform = new ProbeTransform(sample => ThrowAt(sample, 13));
        var plan = new BatchPlan { BatchSize = 5, Workers = workers };
        using var batches = new BatchLoader(new PixelSamples(TinySet.Create(40), transform), plan).ReadEpoch(epoch: 6).GetEnumerator();

        Assert.True(batches.MoveNext());
        Assert.True(batches.MoveNext());
        var failure = Assert.Throws<DatasetException>(() => batches.MoveNext());

        Assert.Equal(
            "tiny: sample 13 could not be prepared in epoch 6, batch 2 (FormatException: torn). "
            + "Look at this sample and at the transform.",
            failure.Message);
        Assert.IsType<FormatException>(failure.GetBaseException());
    }

    [Fact]
    public void A_failure_of_any_kind_reaches_the_consumer_and_does_not_end_the_process()
    {
        using var batches = new BatchLoader(new Unopenable(), new BatchPlan { BatchSize = 2 }).ReadEpoch(epoch: 0).GetEnumerator();

        var failure = Assert.Throws<DatasetException>(() => batches.MoveNext());

        Assert.Equal("batch 0 could not be prepared (InvalidOperationException: no handles left). Look at the data set.", failure.Message);
    }

    /// <summary>A set whose reader cannot be had.</summary>
    private sealed class Unopenable : ISampleSource
    {
        public string Name => "unopenable set";

        public int Count => 4;

        public ImageShape Shape => new(1, 1, 1);

        public IReadOnlyList<int> GroupSizes => [Count];

        public int Label(int index) => 0;

        public ISampleReader OpenReader() => throw new InvalidOperationException("no handles left.");
    }

    private static void Signal(CountdownEvent counter)
    {
        if (!counter.IsSet)
        {
            counter.Signal();
        }
    }

    private static void CancelAt(int sample, int target, CancellationTokenSource stop)
    {
        if (sample == target)
        {
            stop.Cancel();
        }
    }

    private static void ThrowAt(int sample, int target)
    {
        if (sample == target)
        {
            throw new FormatException("torn");
        }
    }
}
