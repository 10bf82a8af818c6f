using ScaleNet.Data.Images;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Images;

public sealed class ImageDecoderTests
{
    [Fact]
    public void A_colour_png_comes_back_as_it_was()
    {
        byte[] rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 128, 128, 128, 255, 255, 255];
        using var folder = new TemporaryFolder();
        string path = folder.Write("colour.png", ImageEncoder.EncodeRgbPng(rgb, width: 3, height: 2));

        var image = ImageDecoder.Decode(path);

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(rgb, image.Rgb);
    }

    [Fact]
    public void A_grey_png_comes_back_with_equal_channels()
    {
        var image = Decode(ImageEncoder.EncodeGreyPng([7, 0, 255], width: 3, height: 1));

        Assert.Equal([7, 7, 7, 0, 0, 0, 255, 255, 255], image.Rgb);
    }

    [Fact]
    public void A_jpeg_is_decoded()
    {
        var image = Decode(TestPictures.Jpeg(16, 8, new SKColor(200, 100, 50)));

        Assert.Equal((16, 8), (image.Width, image.Height));
        Assert.InRange(image.Rgb[0], 198, 202); // JPEG loses a little
        Assert.InRange(image.Rgb[1], 98, 102);
        Assert.InRange(image.Rgb[2], 48, 52);
    }

    [Fact]
    public void Transparency_is_dropped_without_blending()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.SetPixel(0, 0, new SKColor(200, 100, 50, 128));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);

        Assert.Equal([200, 100, 50], Decode(png.ToArray()).Rgb);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_decoded()
    {
        using var memory = new MemoryStream(TestPictures.NoisyPng(40, 30));
        using var stream = new BufferedStream(memory);

        Assert.Equal(40 * 30 * 3, ImageDecoder.Decode(stream, "a stream").Rgb.Length);
    }

    [Fact]
    public void A_file_that_is_no_picture_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("notes.png", "just words"u8.ToArray());

        var problem = Assert.Throws<DatasetException>(() => ImageDecoder.Decode(path));

        Assert.StartsWith(
            $"{path}: not a picture that can be decoded (got 10 bytes, first 6A75737420776F72",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_named()
    {
        var problem = Assert.Throws<DatasetException>(() => Decode([]));

        Assert.StartsWith("a picture: empty", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var problem = Assert.Throws<DatasetException>(() => ImageDecoder.Decode("no/such.png"));

        Assert.StartsWith("no/such.png: cannot be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_png_is_refused()
    {
        byte[] png = TestPictures.NoisyPng(64, 64);

        var problem = Assert.Throws<DatasetException>(() => Decode(png[..(png.Length / 2)]));

        Assert.StartsWith("a picture: cut short", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_jpeg_is_refused()
    {
        byte[] jpeg = TestPictures.NoisyJpeg(64, 64);

        var problem = Assert.Throws<DatasetException>(() => Decode(jpeg[..(jpeg.Length / 2)]));

        Assert.StartsWith("a picture: cut short", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_pixels_are_refused_from_the_header_alone()
    {
        byte[] png = TestPictures.Claiming(TestPictures.NoisyPng(4, 4), width: 20_000, height: 20_000);

        var problem = Assert.Throws<DatasetException>(() => Decode(png));

        Assert.StartsWith(
            "a picture: 20000 x 20000 pixels are too many (got 400000000, expected at most 223696213)",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_pixels_is_not_encoded()
    {
        Assert.Throws<ArgumentException>(() => ImageEncoder.EncodeGreyPng(new byte[5], width: 2, height: 3));
        Assert.Throws<ArgumentException>(() => ImageEncoder.EncodeRgbPng(new byte[6], width: 2, height: 3));
    }

    private static DecodedImage Decode(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return ImageDecoder.Decode(stream, "a picture");
    }
}
