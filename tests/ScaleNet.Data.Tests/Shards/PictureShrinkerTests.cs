using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Shards;
using ScaleNet.Data.Tests.Images;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Shards;

public sealed class PictureShrinkerTests
{
    private const int BestQuality = 100;

    // Colours are rounded twice and stored at half the resolution.
    private const double MostMeanDifference = 2;

    [Theory]
    [InlineData(100, 60, 30, 50, 30)]
    [InlineData(60, 100, 30, 30, 50)]
    [InlineData(101, 40, 39, 98, 39)] // 98.475, rounded down
    [InlineData(40, 40, 40, 0, 0)]
    [InlineData(300, 39, 40, 0, 0)]
    public void The_shorter_side_gets_the_size_and_smaller_pictures_stay(int width, int height, int side, int newWidth, int newHeight)
    {
        var scaled = new PictureShrinker(side, BestQuality).Shrink(Photographs.Jpeg(width, height, seed: 3), "x");

        Assert.Equal((newWidth, newHeight), scaled is null ? (0, 0) : SizeOf(scaled));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void Pixels_are_those_of_the_resizer_within_what_a_JPEG_loses(SKEncodedImageFormat format)
    {
        var file = Photographs.Encode(Photographs.Draw(200, 120, seed: 4), format, 95);
        var source = Decode(file);

        var scaled = new PictureShrinker(60, BestQuality).Shrink(file, "x");

        Assert.NotNull(scaled);
        Assert.Equal("jpg", PictureKind.Of(scaled));
        var actual = Decode(scaled);
        double difference = 0;
        for (var channel = 0; channel < DecodedImage.Channels; channel++)
        {
            var expected = TriangleResizer.Resize(PixelPlane.Channel(source, channel), AxisPlan.Whole(200, 100), AxisPlan.Whole(120, 60));
            difference += expected.Values.Zip(PixelPlane.Channel(actual, channel).Values, (a, b) => Math.Abs(a - b)).Average();
        }

        Assert.InRange(difference / DecodedImage.Channels, 0, MostMeanDifference);
    }

    [Fact]
    public void A_lower_quality_takes_fewer_bytes()
    {
        var file = Photographs.Jpeg(200, 120, seed: 5);

        Assert.True(new PictureShrinker(60, quality: 50).Shrink(file, "x")!.Length < new PictureShrinker(60, quality: 95).Shrink(file, "x")!.Length);
    }

    [Fact]
    public void One_tool_scales_pictures_of_any_kind_one_after_the_other()
    {
        var shrinker = new PictureShrinker(8, quality: 95);
        var fixtures = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pictures"))
            .Where(path => Path.GetExtension(path) is not (".json" or ".py"));

        Assert.All(fixtures, path =>
        {
            var file = File.ReadAllBytes(path);
            var before = Decode(file);
            var scaled = shrinker.Shrink(file, path);
            Assert.Equal(Math.Min(8, Math.Min(before.Width, before.Height)), scaled is null ? Math.Min(before.Width, before.Height) : Shorter(scaled));
        });
    }

    [Fact]
    public void What_is_no_picture_is_an_error_with_its_name() =>
        Assert.StartsWith("here: ", Assert.Throws<DatasetException>(() => new PictureShrinker(8, 95).Shrink([1, 2, 3], "here")).Message, StringComparison.Ordinal);

    private static int Shorter(byte[] file) => Math.Min(SizeOf(file).Width, SizeOf(file).Height);

    private static (int Width, int Height) SizeOf(byte[] file)
    {
        var image = Decode(file);
        return (image.Width, image.Height);
    }

    private static DecodedImage Decode(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return ImageDecoder.Decode(stream, "x");
    }
}
