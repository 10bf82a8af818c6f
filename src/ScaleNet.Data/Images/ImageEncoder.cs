using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Encodes pixels as picture files.</summary>
public static class ImageEncoder
{
    private const int BytesPerEncodedPixel = 4;
    private const int FastLevel = 1; // zlib's: far quicker than its usual one, with few more bytes
    private const int BestQuality = 100; // PNG is lossless; the number only chooses effort

    /// <summary>A grey picture, one byte a pixel, row by row.</summary>
    public static byte[] EncodeGreyPng(ReadOnlySpan<byte> pixels, int width, int height)
    {
        ThrowIfWrongLength(pixels.Length, width, height, channels: 1);
        return Encode(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), pixels, width);
    }

    /// <summary>A colour picture, interleaved red, green, blue, row by row.</summary>
    public static byte[] EncodeRgbPng(ReadOnlySpan<byte> rgb, int width, int height)
    {
        ThrowIfWrongLength(rgb.Length, width, height, DecodedImage.Channels);
        var rgba = new byte[checked(width * height * BytesPerEncodedPixel)];
        int source = 0;
        for (int target = 0; target < rgba.Length; target += BytesPerEncodedPixel)
        {
            rgb.Slice(source, DecodedImage.Channels).CopyTo(rgba.AsSpan(target));
            rgba[target + DecodedImage.Channels] = byte.MaxValue;
            source += DecodedImage.Channels;
        }

        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        return Encode(info, rgba, width * BytesPerEncodedPixel);
    }

    /// <summary>A colour picture, all red values row by row, then green, then blue.</summary>
    public static byte[] EncodePlanesPng(ReadOnlySpan<byte> planes, int width, int height)
    {
        ThrowIfWrongLength(planes.Length, width, height, DecodedImage.Channels);
        var rgb = new byte[planes.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = planes[((i % DecodedImage.Channels) * width * height) + (i / DecodedImage.Channels)];
        }

        return EncodeRgbPng(rgb, width, height);
    }

    /// <summary>A colour picture as PNG, quickly.</summary>
    internal static byte[] EncodePng(PixelBuffer pixels) =>
        Encode(pixels, map => map.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, FastLevel)));

    /// <summary>A colour picture as JPEG.</summary>
    internal static byte[] EncodeJpeg(PixelBuffer pixels, int quality) => Encode(pixels, map => map.Encode(new SKJpegEncoderOptions(quality)));

    private static byte[] Encode(PixelBuffer pixels, Func<SKPixmap, SKData?> encode)
    {
        // Opaque: the fourth byte of a pixel means nothing.
        var info = new SKImageInfo(pixels.Width, pixels.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var map = new SKPixmap(info, pixels.Address, pixels.Stride);
        using var data = encode(map)
            ?? throw new InvalidOperationException($"The image library did not encode {info.Width} x {info.Height} pixels.");
        return data.ToArray();
    }

    private static byte[] Encode(SKImageInfo info, ReadOnlySpan<byte> pixels, int bytesPerRow)
    {
        using var image = SKImage.FromPixelCopy(info, pixels, bytesPerRow)
            ?? throw new InvalidOperationException($"The image library refused {info.Width} x {info.Height} pixels.");
        using var png = image.Encode(SKEncodedImageFormat.Png, BestQuality)
            ?? throw new InvalidOperationException(
                $"The image library did not encode {info.Width} x {info.Height} pixels.");
        return png.ToArray();
    }

    private static void ThrowIfWrongLength(int length, int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (length != (long)width * height * channels)
        {
            throw new ArgumentException(
                $"Got {length} values, expected {(long)width * height * channels} ({width} x {height} x {channels}).");
        }
    }
}
