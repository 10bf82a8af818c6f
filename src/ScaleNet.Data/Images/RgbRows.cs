using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Collects decoded rows, red, green, blue and alpha, in the picture that they make.</summary>
internal sealed class RgbRows
{
    /// <summary>Bytes of a decoded pixel.</summary>
    public const int BytesPerPixel = 4;

    private readonly PixelPlacement _placement;
    private readonly bool _blendOnWhite;
    private readonly int _storedWidth;
    private readonly byte[] _rgb;

    /// <summary>An empty picture.</summary>
    /// <param name="stored">Size as stored, px.</param>
    /// <param name="orientation">The camera's note.</param>
    /// <param name="options">Whether the note and transparency count.</param>
    public RgbRows(SKSizeI stored, SKEncodedOrigin orientation, DecodeOptions options)
    {
        _storedWidth = stored.Width;
        _placement = PixelPlacement.Of(
            options.ApplyOrientation ? orientation : SKEncodedOrigin.TopLeft, stored.Width, stored.Height);
        _blendOnWhite = options.BlendOnWhite;
        _rgb = new byte[checked(stored.Width * stored.Height * DecodedImage.Channels)];
    }

    /// <summary>Adds stored rows.</summary>
    public void Add(ReadOnlySpan<byte> rgba, int firstRow)
    {
        int bytesPerRow = _storedWidth * BytesPerPixel;
        for (int row = 0; row * bytesPerRow < rgba.Length; row++)
        {
            AddRow(rgba.Slice(row * bytesPerRow, bytesPerRow), firstRow + row);
        }
    }

    /// <summary>The picture; nothing may be added afterwards.</summary>
    public DecodedImage ToImage() => new(_placement.Width, _placement.Height, _rgb);

    private void AddRow(ReadOnlySpan<byte> rgba, int row)
    {
        int target = (_placement.First + (row * _placement.RowStep)) * DecodedImage.Channels;
        int step = _placement.ColumnStep * DecodedImage.Channels;
        for (int source = 0; source < rgba.Length; source += BytesPerPixel)
        {
            byte alpha = _blendOnWhite ? rgba[source + DecodedImage.Channels] : byte.MaxValue;
            if (alpha == byte.MaxValue)
            {
                _rgb[target] = rgba[source];
                _rgb[target + 1] = rgba[source + 1];
                _rgb[target + 2] = rgba[source + 2];
            }
            else
            {
                _rgb[target] = OnWhite(rgba[source], alpha);
                _rgb[target + 1] = OnWhite(rgba[source + 1], alpha);
                _rgb[target + 2] = OnWhite(rgba[source + 2], alpha);
            }

            target += step;
        }
    }

    private static byte OnWhite(byte value, byte alpha)
    {
        const int half = byte.MaxValue / 2;
        return (byte)(byte.MaxValue - ((((byte.MaxValue - value) * alpha) + half) / byte.MaxValue));
    }
}
