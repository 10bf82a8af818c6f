using ScaleNet.Data.Images;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Images;

/// <summary>Pictures of 108 million pixels.</summary>
public sealed class LargePictureTests
{
    private const int Width = 12_000;
    private const int Height = 9_000;
    private const int Columns = 4; // of the input, so that the outer ones see one colour each

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void A_large_picture_is_decoded_once_into_memory(SKEncodedImageFormat format)
    {
        using var file = new MemoryStream(Encode(format));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var image = ImageDecoder.Decode(file, "a picture", DecodeOptions.AsSeen);

        long grown = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(grown, 0, (3L * Width * Height) + (16 << 20));
        Assert.Equal((Width, Height), (image.Width, image.Height));
        var input = ImagePreparation.ToInput(image, new Preprocessing(3, 1, Columns, [0, 0, 0], [1, 1, 1]));
        AssertClose([200, 100, 50], [.. input.Where((_, i) => i % Columns == 0)]);
        AssertClose([10, 20, 30], [.. input.Where((_, i) => i % Columns == Columns - 1)]);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        const float lossOfJpeg = 0.01f;
        Assert.Equal(expected.Select(value => value / byte.MaxValue), actual, (e, a) => Math.Abs(e - a) < lossOfJpeg);
    }

    private static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(new SKColor(10, 20, 30));
        bitmap.Erase(new SKColor(200, 100, 50), SKRectI.Create(Width / 2, Height));
        using var data = bitmap.Encode(format, quality: 90);
        return data.ToArray();
    }
}
