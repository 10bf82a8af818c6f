using System.Buffers.Binary;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Cuts bright things out of a black ground, by a soft mask from their own pixels.</summary>
/// <remarks>
/// Dark pixels that hang together, also by corners, and reach the frame or are many are ground, which is not seen at all. Pixels
/// beside the ground or the frame are mixtures of the thing and black: as opaque as they are bright. All others are opaque: few
/// dark pixels amid bright ones belong to the thing. The memory is kept.
/// </remarks>
internal sealed class GarmentCutter
{
    private const byte Bright = 16; // pixels of this level and above are never ground
    private const byte OpaqueEdge = 96; // pixels beside the ground are opaque from this level on
    private const int LargestDarkSpot = 16; // px of a 28 x 28 frame: buttons and prints; the gap below a bag's handle is larger
    private const byte Solid = 128; // opacity from which on a pixel counts for the box

    private const byte Ground = 0;
    private const byte Unseen = 1; // of dark pixels, until it is known what they are
    private const byte Queued = 2;
    private const byte Outside = 3; // of the margin; no edge is so transparent
    private const uint Grey = 0x010101; // times a level: the same red, green and blue
    private const int OpacityShift = 24; // the fourth byte

    private readonly PixelBuffer _pixels = new();
    private byte[] _opacity = []; // of the frame and a margin of one pixel on each side: nothing then needs to ask where the frame ends
    private int[] _spot = [];

    /// <summary>Cuts the thing out of a grey image.</summary>
    /// <param name="image">Levels row by row.</param>
    /// <param name="width">Columns, px.</param>
    public Garment Cut(ReadOnlySpan<byte> image, int width)
    {
        int height = image.Length / width;
        int stride = width + 2;
        int length = stride * (height + 2);
        if (_opacity.Length != length)
        {
            _opacity = new byte[length];
            _spot = new int[length];
        }

        ReadOnlySpan<int> around = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1];
        FindOpacity(image, width, around);
        _pixels.SetSize(width, height);
        var (left, top, right, bottom) = (width, height, 0, 0);
        for (int y = 0; y < height; y++)
        {
            var opacity = _opacity.AsSpan(((y + 1) * stride) + 1, width);
            int first = opacity.IndexOfAnyInRange(Solid, byte.MaxValue);
            if (first >= 0)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, opacity.LastIndexOfAnyInRange(Solid, byte.MaxValue) + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }

            WriteRow(image.Slice(y * width, width), opacity, _pixels.Row(y));
        }

        return new Garment(
            _pixels, bottom == 0 ? PixelRegion.Whole(width, height) : new PixelRegion(left, top, right - left, bottom - top));
    }

    private void FindOpacity(ReadOnlySpan<byte> image, int width, ReadOnlySpan<int> around)
    {
        int stride = width + 2;
        _opacity.AsSpan().Fill(Outside);
        for (int first = 0; first < image.Length; first += width)
        {
            Mark(image.Slice(first, width), _opacity.AsSpan((((first / width) + 1) * stride) + 1, width));
        }

        for (int next = _opacity.AsSpan().IndexOf(Unseen); next >= 0; next = _opacity.AsSpan().IndexOf(Unseen))
        {
            var spot = GrowSpot(next, around, out bool isAtFrame);
            byte opacity = isAtFrame || spot.Length > LargestDarkSpot ? Ground : byte.MaxValue;
            foreach (int pixel in spot)
            {
                _opacity[pixel] = opacity;
            }
        }

        for (int first = 0; first < image.Length; first += width)
        {
            SoftenEdge(image.Slice(first, width), (((first / width) + 1) * stride) + 1, around);
        }
    }

    // What is dark from the frame to the first bright pixel is ground already: of most ground nothing more needs to be asked.
    private static void Mark(ReadOnlySpan<byte> row, Span<byte> opacity)
    {
        opacity.Clear(); // all of it ground
        int last = row.LastIndexOfAnyInRange(Bright, byte.MaxValue);
        for (int x = Math.Max(0, row.IndexOfAnyInRange(Bright, byte.MaxValue)); x <= last; x++)
        {
            opacity[x] = row[x] < Bright ? Unseen : byte.MaxValue;
        }
    }

    /// <summary>All dark pixels that hang together with one, as far as they are not known to be ground.</summary>
    private ReadOnlySpan<int> GrowSpot(int first, ReadOnlySpan<int> around, out bool isAtFrame)
    {
        (var opacity, var spot, isAtFrame) = (_opacity, _spot, false);
        opacity[first] = Queued;
        spot[0] = first;
        int count = 1;
        for (int next = 0; next < count; next++)
        {
            foreach (int step in around)
            {
                int pixel = spot[next] + step;
                if (opacity[pixel] == Unseen)
                {
                    opacity[pixel] = Queued;
                    spot[count++] = pixel;
                }

                isAtFrame |= opacity[pixel] is Ground or Outside;
            }
        }

        return spot.AsSpan(0, count);
    }

    private void SoftenEdge(ReadOnlySpan<byte> row, int first, ReadOnlySpan<int> around)
    {
        var opacity = _opacity;
        for (int x = 0; x < row.Length; x++)
        {
            if (row[x] < OpaqueEdge && opacity[first + x] == byte.MaxValue)
            {
                bool isAtEdge = false;
                foreach (int step in around)
                {
                    isAtEdge |= opacity[first + x + step] is Ground or Outside;
                }

                // A dark spot that belongs to the thing stays opaque: softened, it would be ground for its neighbours.
                opacity[first + x] = isAtEdge && row[x] >= Bright ? (byte)(row[x] * byte.MaxValue / OpaqueEdge) : byte.MaxValue;
            }
        }
    }

    // No pixel is brighter than it is opaque; only that of the ground has to be made so.
    private static void WriteRow(ReadOnlySpan<byte> levels, ReadOnlySpan<byte> opacity, Span<byte> target)
    {
        for (int x = 0; x < levels.Length; x++)
        {
            uint solid = opacity[x];
            uint pixel = (Math.Min(levels[x], solid) * Grey) | (solid << OpacityShift);
            BinaryPrimitives.WriteUInt32LittleEndian(target[(x * PixelBuffer.BytesPerPixel)..], pixel);
        }
    }
}
