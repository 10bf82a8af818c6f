using System.Buffers.Binary;
using ScaleNet.Data.Images;
using SkiaSharp;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>Real pictures, and what becomes of them on bad ways.</summary>
internal static class PictureFuzzer
{
    private const int Width = 24;
    private const int Height = 17;

    private static readonly uint[] Extremes = [0, 1, 0xFF, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 60_000];

    /// <summary>A picture of each kind, with where its width stands and in which order and length of bytes.</summary>
    public static (string Kind, byte[] File, int Width, bool IsBigEndian, int Length)[] Whole { get; } =
    [
        ("png", Encode(SKEncodedImageFormat.Png), 16, true, 4),
        ("grey png", ImageEncoder.EncodeGreyPng([.. Enumerable.Range(0, Width * Height).Select(at => (byte)(at * 7))], Width, Height), 16, true, 4),
        ("jpeg", Encode(SKEncodedImageFormat.Jpeg), -1, true, 2),
        ("webp", Encode(SKEncodedImageFormat.Webp), 26, false, 2),
        ("bmp", Bmp(), 18, false, 4),
        ("gif", Gif(), 6, false, 2),
    ];

    /// <summary>A spoilt picture.</summary>
    public static byte[] Spoil(Random random)
    {
        var (_, whole, width, isBigEndian, length) = Whole[random.Next(Whole.Length)];
        var file = whole.ToArray();
        switch (random.Next(7))
        {
            case 0: // bits flipped anywhere
                Flip(file, random, from: 0, count: random.Next(1, 17));
                return file;
            case 1: // bits flipped in the head, where the lengths are
                Flip(file.AsSpan(0, Math.Min(64, file.Length)), random, from: 2, count: random.Next(1, 5));
                return file;
            case 2: // cut short
                return file[..random.Next(file.Length)];
            case 3: // a piece is missing
                var at = random.Next(file.Length);
                return [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 64))..]];
            case 4: // a piece is there twice
                var from = random.Next(file.Length);
                return [.. file[..Math.Min(file.Length, from + random.Next(1, 64))], .. file[from..]];
            case 5: // a number is an extreme one
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(random.Next(file.Length - 4)), Extremes[random.Next(Extremes.Length)]);
                return file;
            default: // it says that it has another size
                Resize(file, width < 0 ? FrameOf(file) : width, isBigEndian, length, random);
                return file;
        }
    }

    private static void Flip(Span<byte> file, Random random, int from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            file[random.Next(from, file.Length)] ^= (byte)(1 << random.Next(8));
        }
    }

    private static void Resize(byte[] file, int at, bool isBigEndian, int length, Random random)
    {
        for (var side = 0; side < 2; side++, at += length)
        {
            var value = random.Next(2) == 0 ? Extremes[random.Next(Extremes.Length)] : (uint)random.Next(1, 70_000);
            for (var i = 0; i < length; i++)
            {
                file[at + i] = (byte)(value >> (8 * (isBigEndian ? length - 1 - i : i)));
            }
        }

        if (file[0] == 0x89)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17))); // of the chunk's name and content: else nobody looks at them
        }
    }

    // Where the width is in a JPEG: the height before it, five bytes behind the mark of the frame.
    private static int FrameOf(byte[] jpeg)
    {
        var at = 2;
        while (jpeg[at + 1] is not (0xC0 or 0xC2))
        {
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        }

        return at + 5;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) == 1 ? 0xEDB88320 : 0);
            }
        }

        return ~sum;
    }

    private static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(Width, Height);
        for (var at = 0; at < Width * Height; at++)
        {
            bitmap.SetPixel(at % Width, at / Width, new SKColor((byte)(at * 37), (byte)(at * 11), (byte)(at * 5)));
        }

        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] Bmp()
    {
        const int head = 54;
        var row = ((Width * 3) + 3) / 4 * 4;
        var file = new byte[head + (row * Height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), head);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40); // of the second header
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), Height);
        file[26] = 1; // plane
        file[28] = 24; // bits
        for (var at = head; at < file.Length; at++)
        {
            file[at] = (byte)(at * 13);
        }

        return file;
    }

    // Codes of three bits for four colours, and a fresh start after every second one so that none grows longer.
    private static byte[] Gif()
    {
        var codes = Enumerable.Range(0, Width * Height).SelectMany(at => at % 2 == 0 ? new[] { 4, at % 4 } : [at / 3 % 4]).Append(5).ToArray();
        var data = new byte[((codes.Length * 3) + 7) / 8];
        for (var bit = 0; bit < codes.Length * 3; bit++)
        {
            data[bit / 8] |= (byte)(((codes[bit / 3] >> (bit % 3)) & 1) << (bit % 8));
        }

        byte[] colours = [0, 0, 0, 200, 30, 30, 30, 200, 30, 250, 250, 250];
        byte[] blocks = [.. data.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block])];
        return
        [
            .. "GIF89a"u8, Width, 0, Height, 0, 0x91, 0, 0, .. colours,
            0x2C, 0, 0, 0, 0, Width, 0, Height, 0, 0, 2, .. blocks, 0, 0x3B,
        ];
    }
}
