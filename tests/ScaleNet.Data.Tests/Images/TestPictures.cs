using System.Buffers.Binary;
using ScaleNet.Data.Images;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Images;

/// <summary>Encoded pictures that the tests make.</summary>
internal static class TestPictures
{
    private const int HeaderStart = 12; // "IHDR" inside a PNG file
    private const int HeaderLength = 17; // name, width, height, five single bytes

    /// <summary>A JPEG file of one colour.</summary>
    public static byte[] Jpeg(int width, int height, SKColor colour)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(colour);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 95);
        return data.ToArray();
    }

    /// <summary>A PNG file with a pattern that does not compress to nothing.</summary>
    public static byte[] NoisyPng(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        new Random(1).NextBytes(pixels);
        return ImageEncoder.EncodeRgbPng(pixels, width, height);
    }

    /// <summary>A JPEG file with such a pattern.</summary>
    public static byte[] NoisyJpeg(int width, int height)
    {
        using var bitmap = SKBitmap.Decode(NoisyPng(width, height));
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 95);
        return data.ToArray();
    }

    /// <summary>The same PNG file claiming another size, with the header's check sum made right.</summary>
    public static byte[] Claiming(byte[] png, int width, int height)
    {
        byte[] changed = [.. png];
        BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(HeaderStart + 4), width);
        BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(HeaderStart + 8), height);
        uint sum = Crc32(changed.AsSpan(HeaderStart, HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(HeaderStart + HeaderLength), sum);
        return changed;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320); // the polynomial of PNG, lowest bit first
            }
        }

        return ~sum;
    }
}
