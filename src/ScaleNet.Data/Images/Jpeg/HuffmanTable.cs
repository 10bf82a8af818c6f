using System.Runtime.CompilerServices;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>A Huffman code of a JPEG file (ITU-T T.81, annexes C and F.2.2), as tables that give a symbol at one look.</summary>
/// <remarks>
/// A symbol's upper half byte is a run of zeros, its lower half the number of bits of a value that follow the code. An <b>entry</b> says all
/// of it: bits 0 to 7 the length of code and value together, bits 8 to 15 that of the code, bits 16 to 23 that of the value, bits 24 to 31
/// the run; 0 stands for no code at all. Shifts by a length need no mask, because they count modulo 64.
/// </remarks>
internal sealed class HuffmanTable
{
    /// <summary>Bits that the first look takes in; few codes are longer.</summary>
    public const int LookBits = 10;

    /// <summary>Shift of an entry that gives the length of its code.</summary>
    public const int CodeShift = 8;

    /// <summary>Shift of an entry that gives the length of its value.</summary>
    public const int SizeShift = 16;

    /// <summary>Shift of an entry that gives its run.</summary>
    public const int RunShift = 24;

    /// <summary>The bits of an entry that are 0 where no value follows.</summary>
    public const uint SizeMask = 0xFFu << SizeShift;

    private const int LongestCode = 16;
    private const int MostSymbols = 256;
    private const int HalfByte = 4;

    private readonly uint[] _entries = new uint[1 << LookBits];
    private readonly byte[] _definition = new byte[LongestCode + MostSymbols];
    private uint[] _long = []; // by the next 16 bits, from the first on with which no short code begins
    private int _firstLong;
    private int _length;

    /// <summary>Whether there is a code.</summary>
    public bool IsSet => _length > 0;

    /// <summary>The largest symbol; differences of brightness have at most 15 bits and no run.</summary>
    public byte LargestSymbol { get; private set; }

    /// <summary>Entries by the next <see cref="LookBits"/> bits; 0 where the code is longer or there is none.</summary>
    public ReadOnlySpan<uint> Entries => _entries;

    /// <summary>Takes another file's code; nothing is done where it is the same as before.</summary>
    /// <param name="definition">The numbers of codes of 1 to 16 bits, then the symbols; more may follow.</param>
    /// <param name="length">Bytes of the definition.</param>
    /// <returns>Whether it is a code.</returns>
    public bool TrySet(ReadOnlySpan<byte> definition, out int length)
    {
        length = LongestCode;
        if (definition.Length < LongestCode)
        {
            return false;
        }

        foreach (byte count in definition[..LongestCode])
        {
            length += count;
        }

        if (length > _definition.Length || length > definition.Length)
        {
            return false;
        }

        definition = definition[..length];
        if (IsSet && definition.SequenceEqual(_definition.AsSpan(0, _length)))
        {
            return true;
        }

        definition.CopyTo(_definition);
        _length = Build() ? length : 0;
        return IsSet;
    }

    /// <summary>No code.</summary>
    public void Clear() => _length = 0;

    /// <summary>The entry of a code that is longer than <see cref="LookBits"/>.</summary>
    /// <param name="bits">The next bits, first one uppermost, with which no shorter code begins.</param>
    /// <returns>0 where no code begins like this.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Find(ulong bits) => _long[(int)(bits >> (64 - LongestCode)) - _firstLong];

    private static uint Entry(byte symbol, int length)
    {
        const int lower = (1 << HalfByte) - 1;
        uint size = (uint)symbol & lower;
        return ((uint)length + size) | ((uint)length << CodeShift) | (size << SizeShift) | ((uint)symbol >> HalfByte << RunShift);
    }

    private bool Build()
    {
        Array.Clear(_entries);
        LargestSymbol = 0;
        int code = 0;
        int place = LongestCode;
        for (int length = 1; length <= LongestCode; length++)
        {
            int count = _definition[length - 1];
            if (code + count > 1 << length)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                AddCode(code, length, _definition[place]);
                code++;
                place++;
            }

            if (length == LookBits)
            {
                BeginLong(code << (LongestCode - LookBits));
            }

            code <<= 1;
        }

        return true;
    }

    private void BeginLong(int first)
    {
        _firstLong = first;
        int count = (1 << LongestCode) - first;
        if (_long.Length < count)
        {
            _long = new uint[count];
        }

        Array.Clear(_long);
    }

    private void AddCode(int code, int length, byte symbol)
    {
        LargestSymbol = Math.Max(LargestSymbol, symbol);
        bool isLong = length > LookBits;
        int open = (isLong ? LongestCode : LookBits) - length;
        int first = (code << open) - (isLong ? _firstLong : 0);
        (isLong ? _long : _entries).AsSpan(first, 1 << open).Fill(Entry(symbol, length));
    }
}
