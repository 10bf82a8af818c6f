using ScaleNet.Data.Images;
using SkiaSharp;

namespace ScaleNet.Data.Shards;

/// <summary>Scales pictures down and encodes them as JPEG; smaller ones stay as they are. One thread at a time.</summary>
/// <remarks>
/// Bilinear with antialiasing, of all pixels (<see cref="PictureResizer"/>). What is lost: transparency, inks (CMYK becomes colours),
/// metadata. <b>Determinism:</b> the bytes follow from the file and the encoder's version.
/// </remarks>
/// <param name="shortSide">Most pixels of the shorter side.</param>
/// <param name="quality">Of the JPEG, 1 to 100.</param>
internal sealed class PictureShrinker(int shortSide, int quality)
{
    private readonly PictureDecoder _decoder = new();
    private readonly PictureResizer _resizer = new();
    private readonly ResizeKernel _horizontal = new();
    private readonly ResizeKernel _vertical = new();
    private readonly PixelBuffer _whole = new();
    private readonly PixelBuffer _scaled = new();

    /// <summary>A smaller picture, or null where it is small enough.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <exception cref="DatasetException">It is no whole picture.</exception>
    public byte[]? Shrink(ReadOnlySpan<byte> file, string where)
    {
        _decoder.Open(file, where);
        int width = _decoder.Width, height = _decoder.Height, shorter = Math.Min(width, height);
        if (shorter <= shortSide)
        {
            return null;
        }

        _decoder.Decode(where, shrink: 1, PixelRegion.Whole(width, height), _whole);
        _horizontal.Set(AxisPlan.Whole(width, Scaled(width, shorter)));
        _vertical.Set(AxisPlan.Whole(height, Scaled(height, shorter)));
        _resizer.Resize(_whole, _horizontal, _vertical, _scaled);
        return Encode(where);
    }

    // Rounded down, as the usual resizing of the shorter side does.
    private int Scaled(int side, int shorter) => (int)((long)side * shortSide / shorter);

    private byte[] Encode(string where)
    {
        // Opaque: the fourth byte of a pixel means nothing.
        var info = new SKImageInfo(_scaled.Width, _scaled.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var pixels = new SKPixmap(info, _scaled.Address, _scaled.Stride);
        using var data = pixels.Encode(new SKJpegEncoderOptions(quality))
            ?? throw new DatasetException($"{where}: {info.Width} x {info.Height} pixels cannot be a JPEG. Remove the picture.");
        return data.ToArray();
    }
}
