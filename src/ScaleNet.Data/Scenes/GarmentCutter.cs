using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Cuts bright things out of a black ground, by a soft mask from their own pixels.</summary>
/// <remarks>
/// Dark pixels that hang together, also by corners, and reach the frame or are many are ground, which is not seen at all. Pixels
/// beside the ground are mixtures of the thing and black: as opaque as they are bright. All others are opaque: few dark pixels
/// amid bright ones belong to the thing. The memory is kept.
/// </remarks>
internal sealed class GarmentCutter
{
    private const byte Bright = 16; // pixels of this level and above are never ground
    private const byte OpaqueEdge = 96; // pixels beside the ground are opaque from this level on
    private const int LargestDarkSpot = 16; // px of a 28 x 28 frame: buttons and prints; the gap below a bag's handle is larger
    private const int Neighbours = 3; // along each axis, with the pixel itself
    private const byte Unseen = 1; // of dark pixels, until it is known what they are
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
                    _opacity[pixel] = isGround ? (byte)0 : byte.MaxValue;
                }
            }
        }

        SoftenEdge(image, width);
    }

    /// <summary>All dark pixels that hang together with one.</summary>
    private ReadOnlySpan<int> GrowSpot(int first, int width, out bool isAtFrame)
    {
        isAtFrame = false;
        _opacity[first] = Queued;
        _spot[0] = first;
        int count = 1;
        for (int next = 0; next < count; next++)
        {
            var (columns, rows) = Around(_spot[next], width);
            isAtFrame |= columns.Length < Neighbours || rows.Length < Neighbours;
            for (int y = rows.First; y <= rows.Last; y++)
            {
                for (int pixel = (y * width) + columns.First; pixel <= (y * width) + columns.Last; pixel++)
                {
                    if (_opacity[pixel] == Unseen)
                    {
                        _opacity[pixel] = Queued;
                        _spot[count++] = pixel;
                    }
                }
            }
        }

        return _spot.AsSpan(0, count);
    }

    private void SoftenEdge(ReadOnlySpan<byte> image, int width)
    {
        for (int i = 0; i < image.Length; i++)
        {
            if (_opacity[i] == byte.MaxValue && image[i] < OpaqueEdge && IsBesideGround(i, width))
            {
                // Never 0, so that an edge does not become ground for its neighbours.
                _opacity[i] = (byte)Math.Max((int)Queued, image[i] * byte.MaxValue / OpaqueEdge);
            }
        }
    }

    private bool IsBesideGround(int pixel, int width)
    {
        var (columns, rows) = Around(pixel, width);
        bool isBeside = false;
        for (int y = rows.First; y <= rows.Last; y++)
        {
            isBeside |= _opacity.AsSpan((y * width) + columns.First, columns.Length).Contains((byte)0);
        }

        return isBeside;
    }

    /// <summary>The columns and rows of a pixel and its neighbours; fewer at the frame.</summary>
    private (Run Columns, Run Rows) Around(int pixel, int width)
    {
        var (y, x) = Math.DivRem(pixel, width);
        int height = _opacity.Length / width;
        return (new Run(Math.Max(0, x - 1), Math.Min(width - 1, x + 1)), new Run(Math.Max(0, y - 1), Math.Min(height - 1, y + 1)));
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

    private readonly record struct Run(int First, int Last)
    {
        public int Length => Last - First + 1;
    }
}
