using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Tests.Shards;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Inspection;

public sealed class DatasetStatisticsTests
{
    private const double Close = 1e-12;

    [Fact]
    public void Numbers_of_two_small_pictures_are_those_by_hand()
    {
        // A row of 3 and a pixel, of classes cat and dog: red 0, 255, 0 and 255, green 0, blue 255, 255, 255 and 51.
        var wide = Picture(3, 1, [0, 0, 255, 255, 0, 255, 0, 0, 255]);
        var pixel = Picture(1, 1, [255, 0, 51]);

        var report = DatasetStatistics.Run(new ItemsInMemory(wide, pixel), sample: null, new InspectionPlan());

        Assert.Equal((2, 2, 0), (report.Pictures, report.Measured, report.Damaged));
        Assert.Equal([new ClassCount(0, "cat", 1), new ClassCount(1, "dog", 1)], report.Classes);
        Assert.Equal(1, report.Imbalance);
        Assert.Equal(wide.Length + pixel.Length, report.Bytes);
        Assert.Equal(new Dictionary<string, long> { ["png"] = 2 }, report.Formats);
        Assert.Equal(new Spread(1, 2, 3), report.Width);
        Assert.Equal(new Spread(1, 1, 1), report.Height);
        Assert.Equal(new Spread(1, 1, 1), report.ShorterSide);
        Assert.Equal(new Spread(1, 2, 3), report.LongerSide);
        Assert.Equal(new Spread(1, 2, 3), report.AspectRatio);
        AssertClose([0.5, 0, 0.8], report.Mean);
        AssertClose([0.5, 0, Math.Sqrt(0.12)], report.StandardDeviation);
    }

    [Fact]
    public void They_do_not_depend_on_the_number_of_workers()
    {
        var items = new ItemsInMemory([.. Enumerable.Range(0, 30).Select(i => Photographs.Jpeg(20 + i, 15 + (i % 4), i)), [1, 2, 3]]);

        var reports = new[] { 1, 2, 5 }.Select(workers =>
            JsonSerializer.Serialize(DatasetStatistics.Run(items, sample: null, new InspectionPlan { Workers = workers }))).ToArray();

        Assert.Contains("\"Measured\":30,\"Damaged\":1", reports[0], StringComparison.Ordinal);
        Assert.All(reports, report => Assert.Equal(reports[0], report));
    }

    [Fact]
    public void A_sample_is_of_the_seed_and_classes_are_counted_in_full()
    {
        var items = new ItemsInMemory([.. Enumerable.Range(0, 20).Select(i => Picture(1 + i, 1, new byte[3 * (1 + i)]))]);

        StatisticsReport measure(long seed) => DatasetStatistics.Run(items, new SampleChoice(4, seed), new InspectionPlan { Workers = 2 });

        Assert.Equal((20, 4), (measure(1).Pictures, measure(1).Measured));
        Assert.Equal([10, 10], measure(1).Classes.Select(entry => entry.Pictures));
        Assert.Equal(measure(1).Width, measure(1).Width);
        Assert.NotEqual(measure(1).Width, measure(2).Width);
    }

    [Fact]
    public void Of_images_in_memory_they_are_those_of_the_set()
    {
        var test = (ImageSet)FashionMnist.LoadEmbedded().Test;

        var report = DatasetStatistics.Run(test, sample: null);

        Assert.Equal(test.Mean, report.Mean);
        Assert.Equal(test.StandardDeviation, report.StandardDeviation);
        Assert.Equal(new Spread(28, 28, 28), report.Height);
        Assert.Equal(10, DatasetStatistics.Run(test, new SampleChoice(10, Seed: 1)).Measured);
    }

    [Fact]
    public void A_set_of_nothing_but_damaged_pictures_has_counts_only()
    {
        var report = DatasetStatistics.Run(new ItemsInMemory([1], [2], [3]), sample: null, new InspectionPlan());

        Assert.Equal((3, 0, 3), (report.Pictures, report.Measured, report.Damaged));
        Assert.Equal(2, report.Imbalance);
        Assert.Null(report.Width);
        Assert.Empty(report.Mean);
    }

    [Property]
    public Property The_median_is_that_of_the_sorted_values(NonEmptyArray<int> values)
    {
        var sorted = values.Get.Order().ToArray();
        var expected = (sorted[(sorted.Length - 1) / 2] + (double)sorted[sorted.Length / 2]) / 2;

        var spread = Spread.Of(values.Get.CountBy(value => value).Select(entry => ((double)entry.Key, (long)entry.Value)));

        return (spread == new Spread(sorted[0], expected, sorted[^1])).ToProperty();
    }

    private static byte[] Picture(int width, int height, byte[] rgb) =>
        Photographs.Encode(new DecodedImage(width, height, rgb), SKEncodedImageFormat.Png);

    private static void AssertClose(double[] expected, IReadOnlyList<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Close));
}
