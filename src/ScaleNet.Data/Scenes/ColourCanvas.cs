using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>A scene in colour that is being painted, and whose each pixel is. The memory is kept.</summary>
internal sealed class ColourCanvas
{
    /// <summary>The owner of pixels that belong to no object.</summary>
    public const int Nobody = 0;

    private const byte Solid = 128; // opacity from which on a pixel counts as the thing's own
    private const int Opacity = PixelBuffer.BytesPerPixel - 1; // the last byte of a pixel

    private ushort[] _owners = [];

    /// <summary>Red, green and blue, and 255.</summary>
    public PixelBuffer Pixels { get; } = new();

    /// <summary>Whose the pixels are, row by row.</summary>
    public ReadOnlySpan<ushort> Owners => _owners.AsSpan(0, Pixels.Width * Pixels.Height);

    /// <summary>Starts a scene: covers everything with a texture that belongs to nobody.</summary>
    /// <param name="width">Columns, px.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="texture">Values in [0,1], as many as there are pixels.</param>
    /// <param name="from">Colour of 0.</param>
    /// <param name="to">Colour of 1.</param>
    public void Begin(int width, int height, ReadOnlySpan<float> texture, Tint from, Tint to)
    {
        Pixels.SetSize(width, height);
        if (_owners.Length < width * height)
        {
            _owners = new ushort[width * height];
        }

        _owners.AsSpan(0, width * height).Clear();
        var pixels = Pixels.Pixels;
        for (int i = 0; i < texture.Length; i++)
        {
            var pixel = pixels.Slice(i * PixelBuffer.BytesPerPixel, PixelBuffer.BytesPerPixel);
            pixel[0] = Between(from.Red, to.Red, texture[i]);
            pixel[1] = Between(from.Green, to.Green, texture[i]);
            pixel[2] = Between(from.Blue, to.Blue, texture[i]);
            pixel[Opacity] = byte.MaxValue;
        }
    }

    /// <summary>How many pixels of a cut-out picture are its own.</summary>
    public static int SolidPixels(PixelBuffer sprite)
    {
        int count = 0;
        var pixels = sprite.Pixels;
        for (int i = Opacity; i < pixels.Length; i += PixelBuffer.BytesPerPixel)
        {
            count += pixels[i] >= Solid ? 1 : 0;
        }

        return count;
    }

    /// <summary>Counts whose pixels a cut-out picture would cover, nobody's included.</summary>
    /// <param name="sprite">As <see cref="Draw"/> takes it.</param>
    /// <param name="left">Where its first column comes.</param>
    /// <param name="top">Where its first row comes.</param>
    /// <param name="covered">A count for each owner; added to.</param>
    public void CountCovered(PixelBuffer sprite, int left, int top, Span<int> covered)
    {
        var seen = Seen(sprite, left, top);
        for (int y = seen.Top; y < seen.Bottom; y++)
        {
            var source = sprite.Row(y);
            var owners = _owners.AsSpan(((top + y) * Pixels.Width) + left + seen.Left, seen.Width);
            for (int x = 0; x < owners.Length; x++)
            {
                if (source[((seen.Left + x) * PixelBuffer.BytesPerPixel) + Opacity] >= Solid)
                {
                    covered[owners[x]]++;
                }
            }
        }
    }

    /// <summary>Lays a cut-out picture upon it; what reaches beyond the edges is not seen.</summary>
    /// <param name="sprite">Brightness that is multiplied by opacity already, three times, and opacity.</param>
    /// <param name="left">Where its first column comes.</param>
    /// <param name="top">Where its first row comes.</param>
    /// <param name="tint">What its brightness is multiplied with.</param>
    /// <param name="owner">Whose its pixels are then.</param>
    public void Draw(PixelBuffer sprite, int left, int top, Tint tint, ushort owner)
    {
        var seen = Seen(sprite, left, top);
        for (int y = seen.Top; y < seen.Bottom; y++)
        {
            var source = sprite.Row(y).Slice(seen.Left * PixelBuffer.BytesPerPixel, seen.Width * PixelBuffer.BytesPerPixel);
            var target = Pixels.Row(top + y).Slice((left + seen.Left) * PixelBuffer.BytesPerPixel, source.Length);
            var owners = _owners.AsSpan(((top + y) * Pixels.Width) + left + seen.Left, seen.Width);
            for ((int x, int i) = (0, 0); x < owners.Length; x++, i += PixelBuffer.BytesPerPixel)
            {
                byte opacity = source[i + Opacity];
                int through = byte.MaxValue - opacity;
                target[i] = Blend(target[i], through, source[i], tint.Red);
                target[i + 1] = Blend(target[i + 1], through, source[i + 1], tint.Green);
                target[i + 2] = Blend(target[i + 2], through, source[i + 2], tint.Blue);
                owners[x] = opacity >= Solid ? owner : owners[x];
            }
        }
    }

    // The part of a sprite that is on the canvas, in the sprite's own pixels.
    private PixelRegion Seen(PixelBuffer sprite, int left, int top)
    {
        var (first, upper) = (Math.Max(0, -left), Math.Max(0, -top));
        var (end, lower) = (Math.Min(sprite.Width, Pixels.Width - left), Math.Min(sprite.Height, Pixels.Height - top));
        return new PixelRegion(first, upper, Math.Max(0, end - first), Math.Max(0, lower - upper));
    }

    private static byte Blend(byte below, int through, byte brightness, byte gain) =>
        (byte)(((below * through) + (brightness * gain) + (byte.MaxValue / 2)) / byte.MaxValue);

    private static byte Between(byte from, byte to, float way) => (byte)(from + ((to - from) * way) + 0.5f);
}
