using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>Reads the coefficients of one block after another from a stretch of coded pixels (ITU-T T.81, F.2.2).</summary>
/// <remarks>
/// <b>Bounds:</b> a block takes at most 64 symbols of at most 4 bytes, and begins before the limit; with the refill's 8 bytes no read goes
/// beyond <see cref="ScanBytes.Slack"/>.
/// </remarks>
internal ref struct BlockReader
{
    /// <summary>
    /// Coefficients, times their steps, lie between this and its opposite: then columns are transformed within 32 bits.
    /// </summary>
    public const int MostMagnitude = 1 << 14;

    private const int LastIndex = ScanComponent.BlockLength - 1;
    private const int ZeroRun = 16;
    private const int MostPredictor = short.MaxValue;
    private const int PadBits = 8; // fewer than these fill the last byte before a restart
    private const int ReadAhead = 8; // bytes that may have been taken in before they are used

    private readonly ScanBytes _data;
    private readonly ref byte _start;
    private int _stretch;
    private int _end;
    private ulong _bits; // the next ones, first one uppermost
    private int _count; // how many of them have been taken in for good
    private int _position; // of the byte behind these

    /// <summary>The first bit of all.</summary>
    public BlockReader(ScanBytes data)
    {
        _data = data;
        _start = ref MemoryMarshal.GetReference(data.Bytes);
        _end = data.End(0);
        Debug.Assert(data.End(data.Count - 1) + ScanBytes.Slack <= data.Bytes.Length, "The slack lies behind every stretch.");
    }

    /// <summary>Bits between here and the end of the stretch; negative where more were used than there are.</summary>
    public readonly long Left => (8L * (_end - _position)) + _count;

    /// <summary>Goes on to the next stretch.</summary>
    /// <param name="scan">Whose components begin anew.</param>
    /// <returns>Whether the last one was read to its end, and there is a next.</returns>
    public bool TryRestart(JpegScan scan)
    {
        if (Left is < 0 or >= PadBits || _stretch + 1 == _data.Count)
        {
            return false;
        }

        foreach (var component in scan.Components)
        {
            component.Predictor = 0;
        }

        (_bits, _count, _position) = (0, 0, _end);
        _stretch++;
        _end = _data.End(_stretch);
        return true;
    }

    /// <summary>Reads a block, and multiplies with the steps.</summary>
    /// <param name="component">Whose block it is.</param>
    /// <param name="block">64 zeros; takes the coefficients row by row.</param>
    /// <param name="isEven">Whether the first coefficient is the only one.</param>
    /// <returns>Whether nothing is wrong with it.</returns>
    public bool TryRead(ScanComponent component, Span<short> block, out bool isEven)
    {
        isEven = false;
        if (_position > _end + ReadAhead || !TryReadFirst(component))
        {
            return false;
        }

        ref uint entries = ref MemoryMarshal.GetReference(component.Ac!.Entries);
        ref short target = ref MemoryMarshal.GetReference(block[..ScanComponent.BlockLength]);
        ref uint places = ref MemoryMarshal.GetReference(component.Places);
        int first = component.Predictor * (byte)places;
        target = (short)first;
        int magnitude = Magnitude(first);
        ulong bits = _bits;
        int count = _count;
        ref byte next = ref Unsafe.Add(ref _start, _position);
        int index = 0;
        while (index < LastIndex)
        {
            next = ref Refill(ref bits, ref count, ref next);
            uint entry = Unsafe.Add(ref entries, (nint)(bits >> (64 - HuffmanTable.LookBits)));
            entry = entry != 0 ? entry : component.Ac.Find(bits);
            if ((entry & HuffmanTable.SizeMask) == 0)
            {
                bits <<= (int)entry;
                count -= (byte)entry;
                if (entry >> HuffmanTable.RunShift != ZeroRun - 1)
                {
                    index = entry != 0 ? index : ScanComponent.BlockLength; // without an entry, no code begins like this
                    break;
                }

                index += ZeroRun;
                continue;
            }

            index += (int)(entry >> HuffmanTable.RunShift) + 1;
            if (index > LastIndex)
            {
                return false;
            }

            uint place = Unsafe.Add(ref places, index);
            int value = Value(bits << (int)(entry >> HuffmanTable.CodeShift), (int)(entry >> HuffmanTable.SizeShift)) * (byte)place;
            bits <<= (int)entry;
            count -= (byte)entry;
            magnitude |= Magnitude(value);
            Unsafe.Add(ref target, (nint)(place >> ScanComponent.PlaceShift)) = (short)value;
        }

        isEven = index == 0;
        (_bits, _count, _position) = (bits, count, (int)Unsafe.ByteOffset(ref _start, ref next));
        return index <= LastIndex && magnitude < MostMagnitude;
    }

    /// <summary>Passes over a block.</summary>
    /// <param name="component">Whose block it is.</param>
    /// <returns>Whether nothing is wrong with it.</returns>
    public bool TrySkip(ScanComponent component)
    {
        if (_position > _end + ReadAhead || !TryReadFirst(component))
        {
            return false;
        }

        ref uint entries = ref MemoryMarshal.GetReference(component.Ac!.Entries);
        ulong bits = _bits;
        int count = _count;
        ref byte next = ref Unsafe.Add(ref _start, _position);
        int index = 0;
        while (index < LastIndex)
        {
            next = ref Refill(ref bits, ref count, ref next);
            uint entry = Unsafe.Add(ref entries, (nint)(bits >> (64 - HuffmanTable.LookBits)));
            entry = entry != 0 ? entry : component.Ac.Find(bits);
            if (entry == 0)
            {
                return false;
            }

            bits <<= (int)entry;
            count -= (byte)entry;
            index += (int)(entry >> HuffmanTable.RunShift) + 1;
            if ((entry & HuffmanTable.SizeMask) == 0 && entry >> HuffmanTable.RunShift != ZeroRun - 1)
            {
                index = LastIndex;
            }
        }

        (_bits, _count, _position) = (bits, count, (int)Unsafe.ByteOffset(ref _start, ref next));
        return index <= LastIndex;
    }

    /// <summary>The first coefficient, as the difference to the block before (T.81, F.2.2.1).</summary>
    private bool TryReadFirst(ScanComponent component)
    {
        ulong bits = _bits;
        int count = _count;
        ref byte next = ref Unsafe.Add(ref _start, _position);
        next = ref Refill(ref bits, ref count, ref next);
        uint entry = component.Dc!.Entries[(int)(bits >> (64 - HuffmanTable.LookBits))];
        entry = entry != 0 ? entry : component.Dc.Find(bits);
        int predictor = component.Predictor;
        if ((entry & HuffmanTable.SizeMask) != 0)
        {
            predictor += Value(bits << (int)(entry >> HuffmanTable.CodeShift), (int)(entry >> HuffmanTable.SizeShift));
        }

        component.Predictor = predictor;
        (_bits, _count, _position) = (bits << (int)entry, count - (byte)entry, (int)Unsafe.ByteOffset(ref _start, ref next));
        return entry != 0 && Magnitude(predictor) <= MostPredictor;
    }

    // At least 56 bits: more than any symbol and its value have. Bytes that are read but do not fit are read again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Refill(scoped ref ulong bits, scoped ref int count, ref byte next)
    {
        bits |= BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref next)) >> count;
        next = ref Unsafe.Add(ref next, (63 - count) >> 3);
        count |= 56;
        return ref next;
    }

    // One less for a negative value, without a branch: signs cannot be foretold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Magnitude(int value) => value ^ (value >> 31);

    // A first bit of 0 means a negative value (T.81, F.2.2.1, figure F.12). Shifts count modulo 64; the size is above 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(ulong bits, int size)
    {
        int value = (int)(bits >> -size);
        return value + (~(int)((long)bits >> 63) & (1 - (1 << size)));
    }
}
