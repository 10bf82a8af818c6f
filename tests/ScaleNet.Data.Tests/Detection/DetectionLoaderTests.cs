using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Tests.Detection;

public sealed class DetectionLoaderTests : IDisposable
{
    private const int ImageCount = 11;
    private static readonly DetectionPreparation Train = new()
    {
        Sizes = DetectionPreparation.MultiScale([20, 30, 40], longSide: 60),
        FlipProbability = DetectionPreparation.UsualFlipProbability,
    };

    private static readonly DetectionPreparation Plain = new() { Sizes = [ResizeRule.Published600] };

    private readonly CocoFolder _folder = new();
    private readonly CocoDataset _set;

    public DetectionLoaderTests()
    {
        for (int i = 0; i < ImageCount; i++)
        {
            // Images 0, 3, 6, 9 are wide, the others high or square.
            _folder.With(height: 8 + (i % 3), width: i % 3 == 0 ? 12 : 9, (44, new BoxXywh(1, 2, 3, 4)), (3, new BoxXywh(i % 5, 0, 2, 6)));
        }

        _set = _folder.Open();
    }

    [Property(MaxTest = 20)]
    public bool Batches_do_not_depend_on_the_number_of_threads(long seed, byte epoch, PositiveInt size, PositiveInt prefetch)
    {
        var plan = new BatchPlan { BatchSize = Size(size), Seed = seed, Shuffle = true, Prefetch = prefetch.Get };

        var one = Read(plan with { Workers = 1 }, epoch);

        return one.SequenceEqual(Read(plan with { Workers = 2 }, epoch)) && one.SequenceEqual(Read(plan with { Workers = 4 }, epoch));
    }

    [Property(MaxTest = 20)]
    public bool Starting_at_a_batch_gives_the_rest_of_the_epoch(long seed, byte epoch, PositiveInt size, NonNegativeInt start, bool dropLast)
    {
        var plan = new BatchPlan { BatchSize = 1 + (size.Get % 4), Seed = seed, Shuffle = true, DropLast = dropLast };
        var whole = Read(plan, epoch);
        int first = start.Get % (whole.Count + 1);

        return Read(plan, epoch, first).SequenceEqual(whole.Skip(first));
    }

    [Property(MaxTest = 20)]
    public bool Parts_are_the_whole_dealt_in_turn(long seed, byte epoch, PositiveInt size, PositiveInt count)
    {
        var plan = new BatchPlan { BatchSize = Size(size), Seed = seed, Shuffle = true };
        int parts = 1 + (count.Get % 4);
        var whole = Read(plan, epoch);

        return Enumerable.Range(0, parts).All(part =>
            Read(plan with { Part = part, Parts = parts }, epoch).SequenceEqual(whole.Where((_, index) => index % parts == part)));
    }

    [Property(MaxTest = 20)]
    public bool An_epoch_visits_every_image_once_and_no_batch_mixes_orientations(long seed, byte epoch, PositiveInt size)
    {
        var batches = ReadIndices(new BatchPlan { BatchSize = Size(size), Seed = seed, Shuffle = true, Workers = 2 }, epoch);

        return batches.SelectMany(batch => batch).Order().SequenceEqual(Enumerable.Range(0, ImageCount))
            && batches.All(batch => batch.Select(index => AspectGroups.IsWide(_set.Size(index))).Distinct().Count() == 1);
    }

    [Fact]
    public void A_group_smaller_than_a_batch_joins_the_other_where_it_would_never_be_seen()
    {
        var plan = new BatchPlan { BatchSize = 5, Seed = 3, Shuffle = true };

        var dropping = new DetectionLoader(_set, plan with { DropLast = true }, Plain);
        var keeping = new DetectionLoader(_set, plan, Plain);

        var seen = Enumerable.Range(0, 20).SelectMany(epoch => Indices(dropping, epoch)).SelectMany(batch => batch).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, ImageCount), seen);
        Assert.Equal((2, 3), (dropping.BatchCount, keeping.BatchCount)); // 5 + 5 of all; 4 wide ones, 5 + 2 others
    }

    [Fact]
    public void Without_grouping_the_order_is_the_sets_own()
    {
        var loader = new DetectionLoader(_set, new BatchPlan { BatchSize = 4 }, Plain with { GroupByAspect = false });

        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10]], Indices(loader, epoch: 0));
    }

    [Fact]
    public void A_sample_is_the_decoded_image_by_planes_with_its_boxes()
    {
        var loader = new DetectionLoader(_set, new BatchPlan { BatchSize = 2 }, Plain);

        using var batch = loader.ReadEpoch(epoch: 0).First(); // images 1 and 2: the high ones fill a batch first
        var sample = batch.Samples[1];

        Assert.Equal([1, 2], batch.SampleIndices);
        Assert.Equal((2, 102L, new ImageSize(10, 9), false), (sample.Index, sample.ImageId, sample.Size, sample.IsFlipped));
        Assert.Equal([new BoxXyxy(1, 2, 4, 6), new BoxXyxy(2, 0, 4, 6)], sample.Boxes);
        Assert.Equal([2, 1], sample.Labels);
        Assert.Same(ResizeRule.Published600, sample.Resize);
        Assert.Equal(3 * 10 * 9, sample.Pixels.Length);
        Assert.Equal((2, 4, 7), (At(sample, channel: 0, x: 4, y: 7), At(sample, channel: 1, x: 4, y: 7), At(sample, channel: 2, x: 4, y: 7)));
    }

    [Fact]
    public void Flipping_mirrors_pixels_and_boxes_alike()
    {
        var loader = new DetectionLoader(_set, new BatchPlan { BatchSize = 1 }, Plain with { FlipProbability = 1 });

        using var batch = loader.ReadEpoch(epoch: 0).Single(batch => batch.SampleIndices[0] == 3);
        var sample = batch.Samples[0];

        Assert.True(sample.IsFlipped);
        Assert.Equal([new BoxXyxy(8, 2, 11, 6), new BoxXyxy(7, 0, 9, 6)], sample.Boxes); // of 12 columns
        Assert.Equal((3, 11 - 4, 7), (At(sample, channel: 0, x: 4, y: 7), At(sample, channel: 1, x: 4, y: 7), At(sample, channel: 2, x: 4, y: 7)));
    }

    [Fact]
    public void Flips_and_sizes_are_drawn_anew_for_every_image_and_epoch()
    {
        var loader = new DetectionLoader(_set, new BatchPlan { BatchSize = 1, Seed = 5 }, Train);

        var drawn = Enumerable.Range(0, 20).SelectMany(epoch => loader.ReadEpoch(epoch).Select(Drawn)).ToList();

        Assert.InRange(drawn.Count(sample => sample.IsFlipped), 80, 140); // half of 220
        Assert.Equal([20, 30, 40], drawn.Select(sample => sample.Size).Distinct().Order());
        Assert.All(drawn.CountBy(sample => sample.Size), size => Assert.InRange(size.Value, 45, 105)); // a third of 220
    }

    [Fact]
    public void The_chance_of_a_flip_does_not_change_the_sizes()
    {
        var plan = new BatchPlan { BatchSize = 1, Seed = 5 };

        var flipped = new DetectionLoader(_set, plan, Train with { FlipProbability = 1 }).ReadEpoch(epoch: 1).Select(Drawn);
        var straight = new DetectionLoader(_set, plan, Train with { FlipProbability = 0 }).ReadEpoch(epoch: 1).Select(Drawn);

        Assert.Equal(straight.Select(sample => sample.Size), flipped.Select(sample => sample.Size));
    }

    [Fact]
    public void An_image_without_objects_is_evaluated_too()
    {
        using var folder = new CocoFolder().With(5, 4).With(6, 7, (3, new BoxXywh(0, 0, 2, 2)));

        var loader = new DetectionLoader(folder.Open(), new BatchPlan { BatchSize = 2 }, Plain);
        using var batch = loader.ReadEpoch(epoch: 0).Last();

        Assert.Equal([0], batch.SampleIndices);
        Assert.Empty(batch.Samples[0].Boxes);
        Assert.Empty(batch.Samples[0].Labels);
    }

    [Fact]
    public void A_disposed_batch_gives_no_samples()
    {
        var batch = new DetectionLoader(_set, new BatchPlan { BatchSize = 2 }, Plain).ReadEpoch(epoch: 0).First();

        batch.Dispose();
        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batch.Samples);
    }

    [Fact]
    public void A_set_that_gives_no_batch_is_refused()
    {
        var problem = Assert.Throws<DatasetException>(
            () => new DetectionLoader(_set, new BatchPlan { BatchSize = 12, DropLast = true }, Plain));

        Assert.Contains("11 images give no batch of 12", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_which_nothing_would_remain_is_told_before_anything_is_read()
    {
        using var folder = new CocoFolder().WithoutFile(height: 1, width: 250, (3, new BoxXywh(0, 0, 9, 1)));
        File.WriteAllBytes(folder.FileOf(0), ImageEncoder.EncodeRgbPng(new byte[250 * 3], width: 250, height: 1));
        var preparation = new DetectionPreparation { Sizes = [new ResizeRule(20, 60)] };

        var problem = Assert.Throws<DatasetException>(() => new DetectionLoader(folder.Open(), new BatchPlan { BatchSize = 1 }, preparation));

        Assert.StartsWith($"{folder.FileOf(0)}: Resizing to 20/60: nothing remains", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preparation_that_makes_no_sense_is_refused()
    {
        var plan = new BatchPlan { BatchSize = 1 };

        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectionLoader(_set, plan, Plain with { Sizes = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectionLoader(_set, plan, Plain with { FlipProbability = 1.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DetectionLoader(_set, plan, Plain with { Sizes = [new ResizeRule(50, 40)] }));
    }

    public void Dispose() => _folder.Dispose();

    private static int Size(PositiveInt size) => 1 + (size.Get % ImageCount);

    private static byte At(DetectionSample sample, int channel, int x, int y) =>
        sample.Pixels.Span[(((channel * sample.Size.Height) + y) * sample.Size.Width) + x];

    private static (bool IsFlipped, int Size) Drawn(DetectionBatch batch)
    {
        using (batch)
        {
            return (batch.Samples[0].IsFlipped, batch.Samples[0].Resize.ShortSide);
        }
    }

    private List<int[]> ReadIndices(BatchPlan plan, int epoch) => Indices(new DetectionLoader(_set, plan, Plain), epoch);

    private static List<int[]> Indices(DetectionLoader loader, int epoch)
    {
        var read = new List<int[]>();
        foreach (var batch in loader.ReadEpoch(epoch))
        {
            using (batch)
            {
                read.Add([.. batch.SampleIndices]);
            }
        }

        return read;
    }

    // Everything that a batch holds, as text.
    private List<string> Read(BatchPlan plan, int epoch, int firstBatch = 0)
    {
        var read = new List<string>();
        foreach (var batch in new DetectionLoader(_set, plan, Train).ReadEpoch(epoch, firstBatch))
        {
            using (batch)
            {
                read.Add(string.Join('\n', batch.Samples.Select(sample => string.Join(
                    ' ', sample.Index, sample.IsFlipped, sample.Resize, string.Join(' ', sample.Boxes), string.Join(' ', sample.Labels),
                    Convert.ToHexString(sample.Pixels.Span)))));
            }
        }

        return read;
    }
}
