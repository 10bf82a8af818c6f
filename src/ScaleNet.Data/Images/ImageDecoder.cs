using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Decodes picture files (PNG, JPEG, WebP, BMP, GIF); what a file is says its content, not its name.</summary>
/// <remarks>
/// Stored values: no colour management, of 16 bits a channel the upper 8, and inks (CMYK) become colours without a profile,
/// counted as Adobe's programs store them. Of an animation, the first frame; a transparent pixel of a GIF is black by itself.
/// Orientation and transparency are matters of <see cref="DecodeOptions"/>.
/// </remarks>
public static class ImageDecoder
{
    /// <summary>Most pixels of a picture, so many as fill 640 MiB; more is taken for an attack or a mistake.</summary>
    /// <remarks>The largest cameras of telephones, 200 million pixels, are below it.</remarks>
    public const long PixelLimit = 640L * 1024 * 1024 / DecodedImage.Channels;

    /// <summary>Longest file, bytes: the largest picture stored without compression fits in.</summary>
    internal const long LengthLimit = 1024L * 1024 * 1024;

    private const int StripBytes = 1 << 20; // decoded at a time; small beside any large picture

    /// <summary>Decodes a file.</summary>
    /// <exception cref="DatasetException">It cannot be read, is no picture, is cut short, or is too large.</exception>
    public static DecodedImage Decode(string path, DecodeOptions options = default)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new DatasetException($"'{path}': not the path of a file. Give one.");
        }

        try
        {
            using var file = File.OpenRead(path);
            return Decode(file, path, options);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DatasetException(
                $"{path}: cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }

    /// <summary>Decodes the rest of a stream.</summary>
    /// <param name="stream">Borrowed; need not be seekable.</param>
    /// <param name="where">What it is, for the message.</param>
    /// <param name="options">What is made of orientation and transparency.</param>
    /// <exception cref="DatasetException">It is no picture, is cut short, or is too large.</exception>
    public static DecodedImage Decode(Stream stream, string where, DecodeOptions options = default)
    {
        if (stream.CanSeek && stream.Length > LengthLimit)
        {
            throw new DatasetException(
                $"{where}: too long for a picture (got {stream.Length} bytes, expected at most {LengthLimit}). "
                + "Scale it down or compress it first.");
        }

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
        var limit = options.PixelLimit is > 0 and < PixelLimit ? options.PixelLimit : PixelLimit;
        if ((long)size.Width * size.Height > limit)
        {
            throw new DatasetException(
                $"{where}: {size.Width} x {size.Height} pixels are too many (got {(long)size.Width * size.Height}, "
                + $"expected at most {limit}). Scale it down first.");
        }

        var orientation = PngOrientation.Find(data.AsSpan()) ?? codec.EncodedOrigin;
        return DecodePixels(codec, new RgbRows(size, orientation, options), where);
    }

    private static string FirstBytes(SKData data)
    {
        const int shown = 8;
        return Convert.ToHexString(data.AsSpan()[..(int)Math.Min(shown, data.Size)]);
    }

    private static DecodedImage DecodePixels(SKCodec codec, RgbRows rows, string where)
    {
        // No colour space: values are not converted. Unpremultiplied: dropping alpha leaves the stored colour.
        var size = codec.Info.Size;
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        var start = codec.StartScanlineDecode(info);
        var result = start switch
        {
            SKCodecResult.Success when codec.ScanlineOrder == SKCodecScanlineOrder.TopDown => DecodeStrips(codec, info, rows),
            // A progressive JPEG that lacks its end: decoding it whole would succeed, with a blurred picture.
            not SKCodecResult.Success when codec.EncodedFormat == SKEncodedImageFormat.Jpeg => start,
            _ => DecodeWhole(codec, info, rows),
        };
        if (result != SKCodecResult.Success)
        {
            string problem = result == SKCodecResult.IncompleteInput ? "cut short" : "damaged or cut short";
            throw new DatasetException(
                $"{where}: {problem} (got decoder result {result}, expected all of {size.Width} x {size.Height} "
                + "pixels). Replace the file.");
        }

        return rows.ToImage();
    }

    /// <summary>A few rows at a time, so that a large picture is not in memory twice.</summary>
    private static SKCodecResult DecodeStrips(SKCodec codec, SKImageInfo info, RgbRows rows)
    {
        int stripRows = Math.Clamp(StripBytes / info.RowBytes, 1, info.Height);
        using var strip = new SKBitmap(info.WithSize(info.Width, stripRows));
        for (int row = 0; row < info.Height; row += stripRows)
        {
            int wanted = Math.Min(stripRows, info.Height - row);
            if (codec.GetScanlines(strip.GetPixels(), wanted, info.RowBytes) != wanted)
            {
                return SKCodecResult.IncompleteInput;
            }

            rows.Add(strip.GetPixelSpan()[..(wanted * info.RowBytes)], row);
        }

        return SKCodecResult.Success;
    }

    private static SKCodecResult DecodeWhole(SKCodec codec, SKImageInfo info, RgbRows rows)
    {
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        rows.Add(bitmap.GetPixelSpan(), firstRow: 0);
        return result;
    }
}
