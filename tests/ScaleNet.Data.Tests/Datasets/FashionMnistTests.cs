using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class FashionMnistTests
{
    // Expected numbers: computed from the files with exact integer sums by an independent script.
    private const double Tolerance = 1e-6;
    private static readonly ImageClassificationData Embedded = FashionMnist.LoadEmbedded();

    [Fact]
    public void The_embedded_part_is_split_8000_to_2000()
    {
        Assert.Equal((8_000, 2_000), (Embedded.Train.Count, Embedded.Test.Count));
        Assert.Equal((1, 28, 28), (Embedded.Train.InMemory().Channels, Embedded.Train.InMemory().Height, Embedded.Train.InMemory().Width));
        Assert.Contains("embedded part", Embedded.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_classes_have_their_known_counts()
    {
        Assert.Equal([786, 776, 825, 827, 810, 807, 790, 792, 790, 797], CountClasses(Embedded.Train));
        Assert.Equal([214, 224, 175, 173, 190, 193, 210, 208, 210, 203], CountClasses(Embedded.Test));
    }

    [Fact]
    public void The_first_image_is_the_known_ankle_boot()
    {
        Assert.Equal("Ankle boot", FashionMnist.ClassNames[Embedded.Train.Label(0)]);
        Assert.Equal(33_456, Embedded.Train.InMemory().Image(0).ToArray().Sum(pixel => pixel));
    }

    [Fact]
    public void Preprocessing_holds_the_training_parts_mean_and_deviation()
    {
        Assert.Equal(0.286413, Embedded.Train.InMemory().Mean[0], Tolerance);
        Assert.Equal(0.352401, Embedded.Train.InMemory().StandardDeviation[0], Tolerance);
        Assert.Equal(0.286413, Embedded.Preprocessing.Mean[0], Tolerance);
        Assert.Equal(0.352401, Embedded.Preprocessing.StandardDeviation[0], Tolerance);
        Assert.Equal(0.288594, Embedded.Test.InMemory().Mean[0], Tolerance);
    }

    [Fact]
    [Trait("Tier", "slow")]
    [Trait("Tier", "data")]
    public void The_full_set_has_its_published_sizes_and_statistics()
    {
        Assert.SkipUnless(
            Directory.Exists(FashionMnist.SystemFolder),
            $"{FashionMnist.SystemFolder} is absent; install the package dataset-fashion-mnist.");

        var data = FashionMnist.Load(FashionMnist.SystemFolder);

        Assert.Equal((60_000, 10_000), (data.Train.Count, data.Test.Count));
        Assert.All(CountClasses(data.Train), count => Assert.Equal(6_000, count));
        Assert.All(CountClasses(data.Test), count => Assert.Equal(1_000, count));
        Assert.Equal(0.286041, data.Preprocessing.Mean[0], Tolerance);
        Assert.Equal(0.353024, data.Preprocessing.StandardDeviation[0], Tolerance);
        Assert.Equal(Embedded.Train.InMemory().Image(0), data.Test.InMemory().Image(0));
        Assert.Equal($"Fashion-MNIST, full set from {FashionMnist.SystemFolder}", data.Source);
    }

    private static IEnumerable<int> CountClasses(IImageDataset set)
    {
        var labels = set.InMemory().Labels.ToArray();
        return set.ClassNames.Select((_, index) => labels.Count(label => label == index));
    }
}
