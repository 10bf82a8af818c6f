using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>One channel of a scene that is being painted.</summary>
/// <param name="pixels">Levels row by row; borrowed, and painted on.</param>
/// <param name="width">Columns, px.</param>
internal readonly ref struct Canvas(Span<byte> pixels, int width)
{
    private const int Opacity = PixelBuffer.BytesPerPixel - 1; // the last byte of a pixel

    private readonly Span<byte> _pixels = pixels;

    /// <summary>Columns, px.</summary>
    public int Width { get; } = width;

    /// <summary>Rows, px.</summary>
    public int Height => _pixels.Length / Width;

    /// <summary>Covers everything with a texture.</summary>
    /// <param name="texture">Values in [0,1], as many as there are pixels.</param>
    /// <param name="darkest">Level of 0, in [0,255].</param>
    /// <param name="brightest">Level of 1, in [0,255].</param>
    public void Fill(ReadOnlySpan<float> texture, float darkest, float brightest)
    {
        float range = brightest - darkest;
        for (int i = 0; i < _pixels.Length; i++)
        {
            _pixels[i] = (byte)(darkest + (range * texture[i]) + 0.5f);
        }
    }

    /// <summary>Lays a cut-out picture upon it.</summary>
    /// <param name="sprite">Brightness that is multiplied by opacity already, and opacity; wholly on the canvas.</param>
    /// <param name="left">Where its first column comes.</param>
    /// <param name="top">Where its first row comes.</param>
    /// <param name="gain">What its brightness is multiplied with, in units of 1/255.</param>
    public void Draw(PixelBuffer sprite, int left, int top, byte gain)
    {
        for (int y = 0; y < sprite.Height; y++)
        {
            var source = sprite.Row(y);
            var target = _pixels.Slice(((top + y) * Width) + left, sprite.Width);
            for (int x = 0; x < target.Length; x++)
            {
                int through = byte.MaxValue - source[(x * PixelBuffer.BytesPerPixel) + Opacity];
                int sum = (target[x] * through) + (source[x * PixelBuffer.BytesPerPixel] * gain);
                target[x] = (byte)((sum + (byte.MaxValue / 2)) / byte.MaxValue);
            }
        }
    }
}
