using System.Buffers.Binary;
using ScaleNet.Data.Images;

namespace ScaleNet.Serving.Tests.Pictures;

/// <summary>Small files of large pictures.</summary>
internal static class Bombs
{
    /// <summary>A PNG of a few bytes that says it has so many pixels.</summary>
    public static byte[] Png(int width, int height)
    {
        const int header = 16; // of the size, behind the signature and the chunk's length and name
        var file = ImageEncoder.EncodeGreyPng([0], 1, 1);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(header), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(header + sizeof(int)), height);
        var sum = uint.MaxValue;
        foreach (var value in file.AsSpan(12, 17)) // the chunk's name and content
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) == 1 ? 0xEDB88320 : 0);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), ~sum);
        return file;
    }
}
