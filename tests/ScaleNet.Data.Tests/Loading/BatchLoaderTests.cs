using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Loading;

public sealed class BatchLoaderTests
{
    private const int ImageCount = 23;
    private static readonly TrainTransform Augment = new(TinySet.Preprocessing, pad: 1, flipProbability: 0.5);

    [Property(MaxTest = 25)]
    public bool Batches_do_not_depend_on_the_number_of_threads(
        long seed, NonNegativeInt epoch, PositiveInt size, PositiveInt prefetch, bool shuffle)
    {
        var plan = new BatchPlan { BatchSize = Size(size), Seed = seed, Shuffle = shuffle, Prefetch = prefetch.Get };
        var one = Read(plan with { Workers = 1 }, epoch.Get);
        var two = Read(plan with { Workers = 2 }, epoch.Get);
        var four = Read(plan with { Workers = 4 }, epoch.Get);
        return one.SequenceEqual(two) && one.SequenceEqual(four);
    }

    [Property(MaxTest = 25)]
    public bool Starting_at_a_batch_gives_the_rest_of_the_epoch(
        long seed, NonNegativeInt epoch, PositiveInt size, NonNegativeInt start, bool dropLast)
    {
        var plan = new BatchPlan { BatchSize = Size(size), Seed = seed, Shuffle = true, DropLast = dropLast };
        var whole = Read(plan, epoch.Get);
        int first = start.Get % (whole.Length + 1);
        return Read(plan, epoch.Get, first).SequenceEqual(whole.Skip(first));
    }

    [Property(MaxTest = 25)]
    public bool An_epoch_visits_every_image_once(long seed, NonNegativeInt epoch, PositiveInt size)
    {
        var plan = new BatchPlan { BatchSize = Size(size), Seed = seed, Shuffle = true, Workers = 2 };
        var visited = Read(plan, epoch.Get).SelectMany(batch => batch.Samples);
        return visited.Order().SequenceEqual(Enumerable.Range(0, ImageCount));
    }

    [Fact]
    public void Epochs_and_seeds_differ()
    {
        var plan = new BatchPlan { BatchSize = ImageCount, Seed = 1, Shuffle = true };

        Assert.NotEqual(Read(plan, epoch: 0), Read(plan, epoch: 1));
        Assert.NotEqual(Read(plan, epoch: 0), Read(plan with { Seed = 2 }, epoch: 0));
    }

    [Fact]
    public void A_batch_holds_normalised_images_labels_and_indices()
    {
        var loader = new BatchLoader(
            new PixelSamples(TinySet.Create(5), new EvalTransform(TinySet.Preprocessing)), new BatchPlan { BatchSize = 3 });

        using var last = loader.ReadEpoch(epoch: 0, firstBatch: 1).Single();

        Assert.Equal((1, 2), (last.Index, last.Count));
        Assert.Equal([3, 4], last.SampleIndices);
        Assert.Equal([1L, 0L], last.Labels);
        Assert.Equal(2 * 16, last.Images.Length);
        Assert.Equal(((3 / 255f) - 0.5f) / 0.5f, last.Images[0], 1e-6f);
        Assert.Equal(((19 / 255f) - 0.5f) / 0.5f, last.Images[31], 1e-6f);
    }

    [Theory]
    [InlineData(10, false, 3)]
    [InlineData(10, true, 2)]
    [InlineData(23, true, 1)]
    [InlineData(int.MaxValue, false, 1)]
    public void The_last_batch_is_short_or_dropped(int batchSize, bool dropLast, int expected)
    {
        var plan = new BatchPlan { BatchSize = batchSize, DropLast = dropLast };

        Assert.Equal(expected, new BatchLoader(new PixelSamples(TinySet.Create(ImageCount), Augment), plan).BatchCount);
        Assert.Equal(expected, Read(plan, epoch: 0).Length);
    }

    [Fact]
    public void Starting_after_the_last_batch_gives_none() =>
        Assert.Empty(Read(new BatchPlan { BatchSize = 10 }, epoch: 0, firstBatch: 3));

    [Fact]
    public void A_plan_that_gives_no_batch_is_refused()
    {
        var plan = new BatchPlan { BatchSize = 24, DropLast = true };

        var problem = Assert.Throws<DatasetException>(() => new BatchLoader(new PixelSamples(TinySet.Create(ImageCount), Augment), plan));

        Assert.StartsWith("tiny: 23 images give no batch of 24", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transform_for_another_shape_is_refused()
    {
        var transform = new EvalTransform(new(3, 4, 4, [0f, 0f, 0f], [1f, 1f, 1f]));

        var problem = Assert.Throws<DatasetException>(
            () => new BatchLoader(new PixelSamples(TinySet.Create(2), transform), new BatchPlan { BatchSize = 1 }));

        Assert.StartsWith("tiny: images are 1x4x4, expected 3x4x4", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_of_disposed_batches_is_used_again()
    {
        var plan = new BatchPlan { BatchSize = 1, Workers = 2, Prefetch = 2 };
        var loader = new BatchLoader(new PixelSamples(TinySet.Create(200), Augment), plan);
        var arrays = new HashSet<float[]>(ReferenceEqualityComparer.Instance);

        foreach (var batch in loader.ReadEpoch(epoch: 0).Concat(loader.ReadEpoch(epoch: 1)))
        {
            arrays.Add(batch.Images);
            batch.Dispose();
        }

        // Two prepared ahead, and one in the consumer's hands.
        Assert.InRange(arrays.Count, 1, 3);
    }

    [Fact]
    public void A_disposed_batch_gives_no_arrays()
    {
        var loader = new BatchLoader(new PixelSamples(TinySet.Create(2), Augment), new BatchPlan { BatchSize = 1 });
        var batch = loader.ReadEpoch(epoch: 0).First();

        batch.Dispose();
        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batch.Images);
    }

    private static int Size(PositiveInt size) => 1 + (size.Get % ImageCount);

    private static ReadBatch[] Read(BatchPlan plan, int epoch, int firstBatch = 0)
    {
        var loader = new BatchLoader(new PixelSamples(TinySet.Create(ImageCount), Augment), plan);
        var read = new List<ReadBatch>();
        foreach (var batch in loader.ReadEpoch(epoch, firstBatch))
        {
            using (batch)
            {
                read.Add(new ReadBatch(
                    [.. batch.SampleIndices], string.Join(' ', batch.Images), string.Join(' ', batch.Labels)));
            }
        }

        return [.. read];
    }

    private sealed record ReadBatch(int[] Samples, string Images, string Labels)
    {
        public bool Equals(ReadBatch? other) => other is not null
            && Samples.SequenceEqual(other.Samples) && Images == other.Images && Labels == other.Labels;

        public override int GetHashCode() => Images.GetHashCode(StringComparison.Ordinal);
    }
}
