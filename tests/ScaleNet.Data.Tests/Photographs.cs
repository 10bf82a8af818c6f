using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;
using SkiaSharp;

namespace ScaleNet.Data.Tests;

/// <summary>Pictures like photographs: smooth regions, edges and texture.</summary>
internal static class Photographs
{
    /// <summary>Pixels that a seed determines.</summary>
    public static DecodedImage Draw(int width, int height, int seed)
    {
        var random = SampleRandom.ForBatch(seed, batch: 0);
        var rgb = new byte[width * height * 3];
        double phase = random.NextDouble() * 10;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int noise = random.NextInt32(24);
                int edge = ((x / 37) + (y / 23) + seed) % 3 * 40;
                for (int channel = 0; channel < 3; channel++)
                {
                    double smooth = 90 + (60 * Math.Sin(phase + (x * 0.011 * (channel + 1)) + (y * 0.017)));
                    rgb[(((y * width) + x) * 3) + channel] = (byte)Math.Clamp(smooth + edge + noise - 30, 0, 255);
                }
            }
        }

        return new DecodedImage(width, height, rgb);
    }

    /// <summary>A JPEG file of such a picture.</summary>
    public static byte[] Jpeg(int width, int height, int seed, int quality = 90) =>
        Encode(Draw(width, height, seed), SKEncodedImageFormat.Jpeg, quality);

    /// <summary>A JPEG file of such a picture.</summary>
    public static byte[] Jpeg(int width, int height, int seed, SKJpegEncoderOptions options)
    {
        using var bitmap = Bitmap(Draw(width, height, seed));
        using var pixels = bitmap.PeekPixels();
        using var data = pixels!.Encode(options)!;
        return data.ToArray();
    }

    /// <summary>A picture as a file.</summary>
    public static byte[] Encode(DecodedImage image, SKEncodedImageFormat format, int quality = 100)
    {
        using var bitmap = Bitmap(image);
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    private static SKBitmap Bitmap(DecodedImage image)
    {
        var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(bitmap.GetPixelSpan()), image.Width * image.Height * 4);
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            image.Rgb.AsSpan(i * 3, 3).CopyTo(pixels[(i * 4)..]);
            pixels[(i * 4) + 3] = byte.MaxValue;
        }

        return bitmap;
    }
}
