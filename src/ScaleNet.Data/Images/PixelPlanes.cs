using System.Buffers.Binary;

namespace ScaleNet.Data.Images;

/// <summary>Pixels sorted by channel: all of red row by row, then green, then blue.</summary>
internal static class PixelPlanes
{
    /// <summary>Bytes of a picture.</summary>
    public static int LengthOf(int width, int height) => checked(width * height * DecodedImage.Channels);

    /// <summary>Sorts a picture's pixels, perhaps with left and right exchanged.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="isFlipped">Whether left and right are exchanged.</param>
    /// <param name="target">Every value of it is written.</param>
    public static void Write(PixelBuffer source, bool isFlipped, Span<byte> target)
    {
        int plane = source.Width * source.Height;
        for (int y = 0; y < source.Height; y++)
        {
            int first = y * source.Width;
            var red = target.Slice(first, source.Width);
            WriteRow(source.Row(y), red, target.Slice(plane + first, source.Width), target.Slice((2 * plane) + first, source.Width));
            if (isFlipped)
            {
                red.Reverse();
                target.Slice(plane + first, source.Width).Reverse();
                target.Slice((2 * plane) + first, source.Width).Reverse();
            }
        }
    }

    private static void WriteRow(ReadOnlySpan<byte> pixels, Span<byte> red, Span<byte> green, Span<byte> blue)
    {
        for (int x = 0; x < red.Length && x < green.Length && x < blue.Length; x++)
        {
            uint pixel = BinaryPrimitives.ReadUInt32LittleEndian(pixels[(x * PixelBuffer.BytesPerPixel)..]);
            red[x] = (byte)pixel;
            green[x] = (byte)(pixel >> 8);
            blue[x] = (byte)(pixel >> 16);
        }
    }
}
