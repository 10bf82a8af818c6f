namespace ScaleNet.Data.Images;

/// <summary>A picture as decoded: 8 bits a channel, red, green, blue.</summary>
public sealed class DecodedImage
{
    /// <summary>Channels of a pixel.</summary>
    internal const int Channels = 3;

    /// <summary>A picture from its pixels.</summary>
    /// <param name="width">Columns, px.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="rgb">
    /// Interleaved: red, green, blue of the first pixel, then of its right neighbour, row by row. Not copied.
    /// </param>
    public DecodedImage(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long expected = (long)width * height * Channels;
        if (rgb.Length != expected)
        {
            throw new ArgumentException(
                $"Got {rgb.Length} values, expected {expected} ({width} x {height} x {Channels}).",
                nameof(rgb));
        }

        Width = width;
        Height = height;
        Rgb = rgb;
    }

    /// <summary>Columns, px.</summary>
    public int Width { get; }

    /// <summary>Rows, px.</summary>
    public int Height { get; }

    /// <summary>Interleaved red, green, blue, row by row.</summary>
    public byte[] Rgb { get; }
}
