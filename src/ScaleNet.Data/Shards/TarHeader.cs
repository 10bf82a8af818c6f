using System.Buffers.Binary;
using System.Text;

namespace ScaleNet.Data.Shards;

/// <summary>The block in front of each entry of a tar archive (POSIX.1-2001 "pax Interchange Format", GNU tar's extensions).</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    /// <summary>Archives consist of such blocks, bytes.</summary>
    public const int BlockLength = 512;

    // Places and lengths of the fields, bytes.
    private const int NameLength = 100;
    private const int SizeStart = 124;
    private const int SizeLength = 12;
    private const int SumStart = 148;
    private const int SumLength = 8;
    private const int TypeStart = 156;
    private const int MagicStart = 257;
    private const int PrefixStart = 345;
    private const int PrefixLength = 155;

    private const int BitsOfOctalDigit = 3;
    private const byte BinaryMark = 0x80; // GNU: the rest of the field is a number of base 256
    private const int Padding = 4; // of its 12 bytes, before the 8 of a long

    private readonly ReadOnlySpan<byte> _block = block;

    /// <summary>Whether it is a block of zeros, which ends an archive.</summary>
    public bool IsEnd => _block.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Kind of the entry.</summary>
    public char Type => (char)_block[TypeStart];

    /// <summary>The path as this block has it; another entry before it may give a longer one.</summary>
    public string Name
    {
        get
        {
            string name = Text(_block[..NameLength]);
            // Old GNU archives have times where POSIX ones have the start of the path.
            string prefix = _block.Slice(MagicStart, 6).SequenceEqual("ustar\0"u8) ? Text(_block.Slice(PrefixStart, PrefixLength)) : "";
            return prefix.Length > 0 ? $"{prefix}/{name}" : name;
        }
    }

    /// <summary>Whether the sum of the bytes is as stored; otherwise this is no header at all.</summary>
    public bool HasGoodSum
    {
        get
        {
            int sum = SumLength * ' ';
            for (int i = 0; i < BlockLength; i++)
            {
                sum += i is >= SumStart and < SumStart + SumLength ? 0 : _block[i];
            }

            return TryNumber(_block.Slice(SumStart, SumLength)) == sum;
        }
    }

    /// <summary>Length of the entry's bytes; null if it is no number or negative.</summary>
    public long? Size => TryNumber(_block.Slice(SizeStart, SizeLength));

    /// <summary>Text up to the first zero.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static long? TryNumber(ReadOnlySpan<byte> field)
    {
        if (field[0] >= BinaryMark)
        {
            // 0x80 and zeros, then 64 bits: more is a negative number or longer than any disk.
            long value = field.Length == SizeLength ? BinaryPrimitives.ReadInt64BigEndian(field[Padding..]) : -1;
            return value >= 0 && field[0] == BinaryMark && field[1..Padding].IndexOfAnyExcept((byte)0) < 0 ? value : null;
        }

        var digits = field.Trim(" \0"u8);
        long number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            number = (number << BitsOfOctalDigit) + (digit - '0'); // at most 12 digits: 36 bits
        }

        return number;
    }
}
