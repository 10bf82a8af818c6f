using System.Buffers.Binary;

namespace ScaleNet.Data.Images;

/// <summary>What the head of a JPEG file says (ITU-T T.81, annex B), and whether the file has its end.</summary>
/// <param name="Width">Columns, px.</param>
/// <param name="Height">Rows, px.</param>
/// <param name="Components">1 for grey, 3 for colours, 4 for inks.</param>
/// <param name="HasEnd">
/// Whether the mark of the end follows the pixels: a file that was cut short lacks it, and no row need be decoded to see that.
/// </param>
internal readonly record struct JpegHeader(int Width, int Height, int Components, bool HasEnd)
{
    private const byte Mark = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte FirstFrame = 0xC0;
    private const byte LastFrame = 0xCF;
    private const byte HuffmanTables = 0xC4; // these three lie between the marks of frames
    private const byte Reserved = 0xC8;
    private const byte ArithmeticTables = 0xCC;
    private const int FrameLength = 8; // of a frame's segment: its own length, precision, height, width, components

    /// <summary>The header, or null where the bytes are no JPEG file of 8 bits a value that can be understood.</summary>
    public static JpegHeader? Find(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[Mark, StartOfImage]))
        {
            return null;
        }

        JpegHeader? frame = null;
        var rest = file[2..];
        while (rest.Length >= 4 && rest[0] == Mark)
        {
            byte kind = rest[1];
            if (kind == Mark)
            {
                rest = rest[1..]; // filling between segments
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length > rest.Length - 2)
            {
                return null;
            }

            var segment = rest.Slice(2, length);
            rest = rest[(length + 2)..];
            if (kind == StartOfScan)
            {
                return frame is { } found ? found with { HasEnd = rest.IndexOf((ReadOnlySpan<byte>)[Mark, EndOfImage]) >= 0 } : null;
            }

            if (kind is >= FirstFrame and <= LastFrame and not (HuffmanTables or Reserved or ArithmeticTables))
            {
                frame = ReadFrame(segment);
                if (frame is null)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private static JpegHeader? ReadFrame(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < FrameLength || segment[2] != 8)
        {
            return null;
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        return width == 0 || height == 0 ? null : new JpegHeader(width, height, segment[7], HasEnd: false);
    }
}
