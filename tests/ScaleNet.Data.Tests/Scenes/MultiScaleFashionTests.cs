using System.Security.Cryptography;
using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class MultiScaleFashionTests
{
    private const int Few = 20;
    private const int HashDigits = 16;
    private static readonly ImageClassificationData Fashion = FashionMnist.LoadEmbedded();
    private static readonly ImageSet Garments = Fashion.Train.InMemory();

    // The set of every study: a change here changes all of its results.
    [Theory]
    [InlineData(32, "dce15ca8a50039b0", "4ce90288c91faee3")]
    [InlineData(64, "cb7ca9b4eb02f963", "3928a988270be736")]
    [InlineData(255, "1a8ccebf85c6f4e4", "c70edc401ebc607f")]
    public void The_first_images_never_change_between_releases(int size, string train, string test)
    {
        var scenes = MultiScaleFashion.Create(Fashion, size, trainImages: Few, testImages: Few);

        Assert.Equal($"{train} {test}", $"{Hash(scenes.Train)[..HashDigits]} {Hash(scenes.Test)[..HashDigits]}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_number_of_processors_changes_nothing(int processors)
    {
        const int count = 200; // several groups, the last one not whole
        var stream = new SceneStream(Seed: 3, Part: 0);
        var alone = new byte[32 * 32];
        var set = SceneSet.Paint(Garments, count, 32, stream, processors);

        for (int i = count - 1; i >= 0; i -= 25)
        {
            new GarmentScenePainter(Garments, 32).Paint(i, stream.Of(i), alone);
            Assert.Equal(alone, set.Image(i));
        }
    }

    [Property(MaxTest = 10)]
    public bool The_first_scenes_are_those_of_a_larger_set(PositiveInt first, PositiveInt more, int seed)
    {
        int count = 1 + (first.Get % 100);
        var few = MultiScaleFashion.Create(Fashion, 32, seed, count, 1).Train.InMemory();
        var many = MultiScaleFashion.Create(Fashion, 32, seed, count + (more.Get % 50), 1).Train.InMemory();
        return few.Count == count && Enumerable.Range(0, count).All(i => few.Image(i).SequenceEqual(many.Image(i)));
    }

    [Fact]
    public void Scenes_have_the_labels_of_their_garments()
    {
        var part = Fashion with { Test = Fashion.Test.Take(200) };
        var scenes = MultiScaleFashion.Create(part, 32, trainImages: 300);

        Assert.Equal(Garments.Labels[..300], scenes.Train.InMemory().Labels);
        Assert.Equal(part.Test.InMemory().Labels, scenes.Test.InMemory().Labels);
        Assert.Equal(FashionMnist.ClassNames, scenes.Train.ClassNames);
    }

    [Fact]
    public void What_is_tested_on_is_made_of_the_test_part_alone()
    {
        var scenes = MultiScaleFashion.Create(Fashion, 32, trainImages: Few, testImages: Few);
        var otherTrain = MultiScaleFashion.Create(Fashion with { Train = Garments.Slice(4_000, 4_000) }, 32, trainImages: Few, testImages: Few);
        var otherTest = MultiScaleFashion.Create(Fashion with { Test = Garments.Slice(4_000, 4_000) }, 32, trainImages: Few, testImages: Few);

        Assert.Equal(Hash(scenes.Test), Hash(otherTrain.Test));
        Assert.NotEqual(Hash(scenes.Train), Hash(otherTrain.Train));
        Assert.Equal(Hash(scenes.Train), Hash(otherTest.Train));
        Assert.NotEqual(Hash(scenes.Test), Hash(otherTest.Test));
    }

    [Fact]
    public void Another_seed_or_part_is_another_set()
    {
        var same = Fashion with { Test = Fashion.Train };
        var scenes = MultiScaleFashion.Create(same, 32, trainImages: Few, testImages: Few);
        var other = MultiScaleFashion.Create(same, 32, MultiScaleFashion.DefaultSeed + 1, Few, Few);

        Assert.Equal(3, new[] { scenes.Train, scenes.Test, other.Train }.Select(Hash).Distinct().Count());
    }

    [Fact]
    public void Preprocessing_and_source_say_what_was_made()
    {
        var scenes = MultiScaleFashion.Create(Fashion, 48, seed: 9, trainImages: Few, testImages: Few);

        Assert.Equal(new ImageShape(1, 48, 48), scenes.Preprocessing.Shape);
        Assert.Equal(scenes.Train.InMemory().MeasurePreprocessing(), scenes.Preprocessing);
        Assert.Equal($"multi-scale Fashion-MNIST, 48 px, seed 9, of {Fashion.Source}", scenes.Source);
        Assert.Equal("multi-scale Fashion-MNIST embedded test", scenes.Test.Name);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(257)]
    public void A_canvas_is_neither_tiny_nor_huge(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiScaleFashion.Create(Fashion, size));

    [Theory]
    [InlineData(0)]
    [InlineData(8_001)]
    public void There_are_as_many_scenes_as_garments(int count)
    {
        var error = Assert.Throws<DatasetException>(() => MultiScaleFashion.Create(Fashion, trainImages: count));

        Assert.Equal(
            $"Fashion-MNIST embedded train: got {count} as the number of scenes, expected 1 to 8000, one a garment. Ask for so many.",
            error.Message);
    }

    [Fact]
    public void A_set_above_the_size_of_an_array_is_refused_before_it_is_made()
    {
        var dots = new ImageSet("dots", ["dot"], new ImageShape(1, 1, 1), new byte[40_000], new int[40_000]);

        var error = Assert.Throws<DatasetException>(() => MultiScaleFashion.Create(Fashion with { Train = dots }, 256));

        Assert.Contains("dots: 40000 scenes of 256 px are above 2 GiB, expected at most 32767.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Coloured_images_are_refused()
    {
        var colour = new ImageSet("colours", ["dot"], new ImageShape(3, 1, 1), new byte[3], new int[1]);

        var error = Assert.Throws<DatasetException>(() => MultiScaleFashion.Create(Fashion with { Test = colour }, trainImages: 1));

        Assert.StartsWith("colours: ", error.Message, StringComparison.Ordinal);
    }

    private static string Hash(IImageDataset set)
    {
        var images = set.InMemory();
        byte[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(i => images.Image(i).ToArray())];
        return Convert.ToHexStringLower(SHA256.HashData(pixels));
    }
}
