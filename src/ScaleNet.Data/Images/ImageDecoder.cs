using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Decodes picture files (PNG, JPEG, WebP, BMP, GIF).</summary>
/// <remarks>
/// Stored values as they are: no colour management, transparency is dropped without blending, and the camera's rotation
/// note (EXIF) is not applied, as is usual when training sets are read. Of an animation, the first frame.
/// </remarks>
public static class ImageDecoder
{
    /// <summary>Most pixels of a picture; more is taken for an attack or a mistake.</summary>
    public const long PixelLimit = 100_000_000;

    private const int BytesPerDecodedPixel = 4;

    /// <summary>Decodes a file.</summary>
    /// <exception cref="DatasetException">It cannot be read, is no picture, is cut short, or is too large.</exception>
    public static DecodedImage Decode(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Decode(file, path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{path}: cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }

    /// <summary>Decodes the rest of a stream.</summary>
    /// <param name="stream">Borrowed; need not be seekable.</param>
    /// <param name="where">What it is, for the message.</param>
    /// <exception cref="DatasetException">It is no picture, is cut short, or is too large.</exception>
    public static DecodedImage Decode(Stream stream, string where)
    {
        using var data = SKData.Create(stream);
        if (data is null || data.Size == 0)
        {
            throw new DatasetException(
                $"{where}: empty, expected a picture (PNG, JPEG, WebP, BMP or GIF). Replace it.");
        }

        using var codec = SKCodec.Create(data)
            ?? throw new DatasetException(
                $"{where}: not a picture that can be decoded (got {data.Size} bytes, first {FirstBytes(data)}; "
                + "expected PNG, JPEG, WebP, BMP or GIF). Convert or replace it.");
        var size = codec.Info.Size;
        if ((long)size.Width * size.Height > PixelLimit)
        {
            throw new DatasetException(
                $"{where}: {size.Width} x {size.Height} pixels are too many (got {(long)size.Width * size.Height}, "
                + $"expected at most {PixelLimit}). Scale it down first.");
        }

        return DecodePixels(codec, size, where);
    }

    private static string FirstBytes(SKData data)
    {
        const int shown = 8;
        return Convert.ToHexString(data.AsSpan()[..(int)Math.Min(shown, data.Size)]);
    }

    private static DecodedImage DecodePixels(SKCodec codec, SKSizeI size, string where)
    {
        // No colour space: values are not converted. Unpremultiplied: dropping alpha leaves the stored colour.
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            string problem = result == SKCodecResult.IncompleteInput ? "cut short" : "damaged";
            throw new DatasetException(
                $"{where}: {problem} (got decoder result {result}, expected all of {size.Width} x {size.Height} "
                + "pixels). Replace the file.");
        }

        return new DecodedImage(size.Width, size.Height, DropAlpha(bitmap.GetPixelSpan()));
    }

    private static byte[] DropAlpha(ReadOnlySpan<byte> rgba)
    {
        var rgb = new byte[rgba.Length / BytesPerDecodedPixel * DecodedImage.Channels];
        int target = 0;
        for (int source = 0; source < rgba.Length; source += BytesPerDecodedPixel)
        {
            rgb[target] = rgba[source];
            rgb[target + 1] = rgba[source + 1];
            rgb[target + 2] = rgba[source + 2];
            target += DecodedImage.Channels;
        }

        return rgb;
    }
}
