using System.Buffers.Binary;
using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Reads the camera's orientation from a PNG file, which the image library does for the other formats only.</summary>
/// <remarks><b>Source:</b> PNG specification, third edition, chunk <c>eXIf</c>; EXIF 2.32, tag 0112 (hexadecimal).</remarks>
internal static class PngOrientation
{
    private const int ChunkOverhead = 12; // length, name, check sum
    private const int ChunkContent = 8; // length, name
    private const int TagCountLength = 2;
    private const int TagLength = 12;
    private const int TagValue = 8; // number, kind, count
    private const ushort OrientationTag = 0x0112;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The orientation, or null where the file is no PNG or does not say.</summary>
    public static SKEncodedOrigin? Find(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature))
        {
            return null;
        }

        var rest = file[Signature.Length..];
        while (rest.Length >= ChunkOverhead)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkOverhead)
            {
                return null;
            }

            if (rest[4..ChunkContent].SequenceEqual("eXIf"u8))
            {
                return FindTag(rest.Slice(ChunkContent, (int)length));
            }

            rest = rest[((int)length + ChunkOverhead)..];
        }

        return null;
    }

    private static SKEncodedOrigin? FindTag(ReadOnlySpan<byte> exif)
    {
        const int headerLength = 8; // order of bytes, 42, offset of the tags
        bool isBig = exif.StartsWith("MM\0*"u8);
        if (exif.Length < headerLength || (!isBig && !exif.StartsWith("II*\0"u8)))
        {
            return null;
        }

        uint offset = isBig ? BinaryPrimitives.ReadUInt32BigEndian(exif[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]);
        if (offset > exif.Length - TagCountLength)
        {
            return null;
        }

        var tags = exif[(int)offset..];
        int count = ReadUInt16(tags, isBig);
        for (tags = tags[TagCountLength..]; count > 0 && tags.Length >= TagLength; tags = tags[TagLength..], count--)
        {
            if (ReadUInt16(tags, isBig) == OrientationTag)
            {
                int value = ReadUInt16(tags[TagValue..], isBig);
                return value is >= (int)SKEncodedOrigin.TopLeft and <= (int)SKEncodedOrigin.LeftBottom ? (SKEncodedOrigin)value : null;
            }
        }

        return null;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
