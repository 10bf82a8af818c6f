using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Loading;

/// <summary>What a loader does with samples that are damaged.</summary>
public sealed class CorruptSamplesTests
{
    private const int SampleCount = 10;
    private const double Half = 0.5;

    [Fact]
    public void The_next_good_sample_takes_the_place_of_a_damaged_one()
    {
        var damaged = new CorruptSamples("set", SampleCount, Half);

        var batches = Read(new BatchPlan { BatchSize = 5, Corrupt = damaged, ReplaceCorrupt = true }, 3, 4, 9);

        Assert.Equal([[0, 1, 2, 5, 5], [5, 6, 7, 8, 0]], batches);
        Assert.Equal(["sample 3 is torn", "sample 4 is torn", "sample 9 is torn"], damaged.Problems);
    }

    [Fact]
    public void Without_replacement_a_batch_is_shorter()
    {
        var damaged = new CorruptSamples("set", SampleCount, Half);

        var batches = Read(new BatchPlan { BatchSize = 5, Corrupt = damaged }, 0, 7, 9);

        Assert.Equal([[1, 2, 3, 4], [5, 6, 8]], batches);
        Assert.Equal(3, damaged.Count);
    }

    [Fact]
    public void A_sample_counts_once_however_often_it_is_met()
    {
        var damaged = new CorruptSamples("set", SampleCount, share: 0.1);
        var plan = new BatchPlan { BatchSize = 5, Corrupt = damaged, ReplaceCorrupt = true };

        _ = Read(plan, 4);
        _ = Read(plan, 4);

        Assert.Equal(1, damaged.Count);
    }

    [Fact]
    public void More_than_are_tolerated_end_the_reading()
    {
        var plan = new BatchPlan { BatchSize = 5, Corrupt = new CorruptSamples("set", SampleCount, share: 0.1) };

        var problem = Assert.Throws<DatasetException>(() => Read(plan, 2, 6));

        Assert.StartsWith(
            "set: 2 damaged images, at most 1 are passed over. `scalenet data check set` lists all. The last: sample 6 is torn",
            problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_count_the_first_one_ends_the_reading()
    {
        var problem = Assert.Throws<DatasetException>(() => Read(new BatchPlan { BatchSize = 5 }, 2));

        Assert.Contains("sample 2 could not be prepared in epoch 0, batch 0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_without_any_good_sample_is_told_as_such()
    {
        var plan = new BatchPlan { BatchSize = 5, Corrupt = new CorruptSamples("set", SampleCount, share: 1), ReplaceCorrupt = true };

        var problem = Assert.Throws<DatasetException>(() => Read(plan, [.. Enumerable.Range(0, SampleCount)]));

        Assert.StartsWith("torn set: all of its 10 images are damaged", problem.Message, StringComparison.Ordinal);
    }

    private static int[][] Read(BatchPlan plan, params int[] torn)
    {
        var batches = new List<int[]>();
        foreach (var batch in new BatchLoader(new TornSamples(torn), plan).ReadEpoch(epoch: 0))
        {
            using (batch)
            {
                Assert.Equal(batch.SampleIndices.Select(index => (float)index), batch.Images);
                batches.Add([.. batch.SampleIndices]);
            }
        }

        return [.. batches];
    }

    /// <summary>Each sample is one value, its index; some are torn.</summary>
    private sealed class TornSamples(int[] torn) : ISampleSource, ISampleReader
    {
        public string Name => "torn set";

        public int Count => SampleCount;

        public ImageShape Shape => new(1, 1, 1);

        public IReadOnlyList<int> GroupSizes => [SampleCount];

        public int Label(int index) => index;

        public ISampleReader OpenReader() => this;

        public void Read(int index, ref SampleRandom random, Span<float> output)
        {
            output[0] = torn.Contains(index) ? throw new CorruptSampleException($"sample {index} is torn") : index;
        }

        public void Dispose()
        {
        }
    }
}
