using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Cuts bright things out of a black ground, by a soft mask from their own pixels.</summary>
/// <remarks>
/// Dark pixels that hang together and reach the frame, or are many, are ground, and as opaque as they are bright: the
/// antialiased edge of the thing. Few ones amid bright ones belong to the thing. All others are opaque. The memory is kept.
/// </remarks>
internal sealed class GarmentCutter
{
    private const int Bright = 16; // pixels of this level and above are never ground
    private const int LargestDarkSpot = 16; // px of a 28 x 28 frame: buttons and prints; the gap below a bag's handle is larger
    private const byte Unseen = 1; // these two are the opacity of no pixel
    private const byte Queued = 2;
    private const byte Solid = 128; // opacity from which on a pixel counts for the box

    private readonly PixelBuffer _pixels = new();
    private int[] _spot = [];
    private byte[] _opacity = [];

    /// <summary>Cuts the thing out of a grey image.</summary>
    /// <param name="image">Levels row by row.</param>
    /// <param name="width">Columns, px.</param>
    public Garment Cut(ReadOnlySpan<byte> image, int width)
    {
        int height = image.Length / width;
        if (_opacity.Length != image.Length)
        {
            _opacity = new byte[image.Length];
            _spot = new int[image.Length];
        }

        FindOpacity(image, width);
        _pixels.SetSize(width, height);
        var pixels = _pixels.Pixels;
        for (int i = 0; i < image.Length; i++)
        {
            var pixel = pixels.Slice(i * PixelBuffer.BytesPerPixel, PixelBuffer.BytesPerPixel);
            pixel[..^1].Fill(image[i]);
            pixel[^1] = _opacity[i];
        }

        return new Garment(_pixels, BoxOf(width, height));
    }

    private void FindOpacity(ReadOnlySpan<byte> image, int width)
    {
        for (int i = 0; i < image.Length; i++)
        {
            _opacity[i] = image[i] < Bright ? Unseen : byte.MaxValue;
        }

        for (int i = 0; i < image.Length; i++)
        {
            if (_opacity[i] == Unseen)
            {
                var spot = GrowSpot(i, width, out bool isAtFrame);
                bool isGround = isAtFrame || spot.Length > LargestDarkSpot;
                foreach (int pixel in spot)
                {
                    _opacity[pixel] = isGround ? (byte)(image[pixel] * byte.MaxValue / Bright) : byte.MaxValue;
                }
            }
        }
    }

    /// <summary>All dark pixels that hang together with one, side by side.</summary>
    private ReadOnlySpan<int> GrowSpot(int first, int width, out bool isAtFrame)
    {
        (int count, isAtFrame) = (0, false);
        Add(first, ref count);
        for (int next = 0; next < count; next++)
        {
            int pixel = _spot[next];
            int x = pixel % width;
            bool isLeft = x == 0, isRight = x == width - 1, isTop = pixel < width, isBottom = pixel >= _opacity.Length - width;
            isAtFrame |= isLeft | isRight | isTop | isBottom;
            Add(isLeft ? pixel : pixel - 1, ref count);
            Add(isRight ? pixel : pixel + 1, ref count);
            Add(isTop ? pixel : pixel - width, ref count);
            Add(isBottom ? pixel : pixel + width, ref count);
        }

        return _spot.AsSpan(0, count);
    }

    private void Add(int pixel, ref int count)
    {
        if (_opacity[pixel] == Unseen)
        {
            _opacity[pixel] = Queued;
            _spot[count++] = pixel;
        }
    }

    private PixelRegion BoxOf(int width, int height)
    {
        var (left, top, right, bottom) = (width, height, 0, 0);
        for (int y = 0; y < height; y++)
        {
            var row = _opacity.AsSpan(y * width, width);
            int first = row.IndexOfAnyInRange(Solid, byte.MaxValue);
            if (first >= 0)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOfAnyInRange(Solid, byte.MaxValue) + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }

        return bottom == 0 ? PixelRegion.Whole(width, height) : new PixelRegion(left, top, right - left, bottom - top);
    }
}
