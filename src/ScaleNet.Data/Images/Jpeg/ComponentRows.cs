using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>Rows of a component at the picture's resolution.</summary>
/// <remarks>
/// Where the picture has twice as many columns or rows, a pixel is three quarters of the nearest sample and a quarter of the next, in each
/// direction; halves are rounded up and down by turns, as in the Independent JPEG Group's library, so that results are the same bits.
/// </remarks>
internal sealed class ComponentRows
{
    private const int Slack = 64; // elements behind the last: vectors need not stop short

    private const int VectorLength = 16; // samples that are treated at once

    private ushort[] _sums = [];
    private byte[] _row = [];

    /// <summary>Part of a row.</summary>
    /// <param name="band">Where its samples are.</param>
    /// <param name="y">The row of the picture.</param>
    /// <param name="left">The first column of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <returns>The samples, and slack behind them.</returns>
    public ReadOnlySpan<byte> Get(ComponentBand band, int y, int left, int width)
    {
        if (band.Across == 1 && band.Down == 1)
        {
            return band.Samples(y, left);
        }

        Grow(width);
        int row = y / band.Down;
        int next = y % band.Down == 0 ? row - 1 : row + 1;
        if (band.Across == 1)
        {
            Blend(band.Samples(row, left), band.Samples(next, left), (ushort)(next < row ? 1 : 2), _row, width);
            return _row;
        }

        int first = left / 2;
        int count = ((left + width - 1) / 2) - first + 1;
        int withNeighbours = count + 2;
        if (band.Down == 1)
        {
            Widen(band.Samples(row, first - 1), _sums, withNeighbours);
            Spread(_sums, (First: 1, Second: 2, Bits: 2), _row, count);
        }
        else
        {
            Sum(band.Samples(row, first - 1), band.Samples(next, first - 1), _sums, withNeighbours);
            Spread(_sums, (First: 8, Second: 7, Bits: 4), _row, count);
        }

        return _row.AsSpan(left % 2);
    }

    private void Grow(int width)
    {
        if (_row.Length < width + Slack)
        {
            _row = GC.AllocateUninitializedArray<byte>(width + Slack);
            _sums = GC.AllocateUninitializedArray<ushort>(width + Slack);
        }
    }

    private static void Widen(ReadOnlySpan<byte> samples, Span<ushort> sums, int count)
    {
        ref byte source = ref MemoryMarshal.GetReference(samples[..(count + VectorLength)]);
        ref ushort target = ref MemoryMarshal.GetReference(sums[..(count + VectorLength)]);
        for (nuint i = 0; i < (nuint)count; i += VectorLength)
        {
            Load(ref source, i).StoreUnsafe(ref target, i);
        }
    }

    private static void Sum(ReadOnlySpan<byte> nearest, ReadOnlySpan<byte> next, Span<ushort> sums, int count)
    {
        ref byte near = ref MemoryMarshal.GetReference(nearest[..(count + VectorLength)]);
        ref byte far = ref MemoryMarshal.GetReference(next[..(count + VectorLength)]);
        ref ushort target = ref MemoryMarshal.GetReference(sums[..(count + VectorLength)]);
        for (nuint i = 0; i < (nuint)count; i += VectorLength)
        {
            (Triple(Load(ref near, i)) + Load(ref far, i)).StoreUnsafe(ref target, i);
        }
    }

    private static void Blend(ReadOnlySpan<byte> nearest, ReadOnlySpan<byte> next, ushort rounding, Span<byte> row, int count)
    {
        ref byte near = ref MemoryMarshal.GetReference(nearest[..(count + VectorLength)]);
        ref byte far = ref MemoryMarshal.GetReference(next[..(count + VectorLength)]);
        ref byte target = ref MemoryMarshal.GetReference(row[..(count + VectorLength)]);
        for (nuint i = 0; i < (nuint)count; i += VectorLength)
        {
            var blend = (Triple(Load(ref near, i)) + Load(ref far, i) + Vector256.Create(rounding)) >> 2;
            Vector128.Narrow(blend.GetLower(), blend.GetUpper()).StoreUnsafe(ref target, i);
        }
    }

    // Of each sum, two bytes: the lower one is the left pixel.
    private static void Spread(ReadOnlySpan<ushort> sums, (ushort First, ushort Second, int Bits) rounding, Span<byte> row, int count)
    {
        ref ushort source = ref MemoryMarshal.GetReference(sums[..(count + 2 + VectorLength)]);
        ref byte target = ref MemoryMarshal.GetReference(row[..(2 * (count + VectorLength))]);
        var (first, second) = (Vector256.Create(rounding.First), Vector256.Create(rounding.Second));
        for (nuint i = 0; i < (nuint)count; i += VectorLength)
        {
            var triple = Triple(Vector256.LoadUnsafe(ref source, i + 1));
            var left = (triple + Vector256.LoadUnsafe(ref source, i) + first) >> rounding.Bits;
            var right = (triple + Vector256.LoadUnsafe(ref source, i + 2) + second) >> rounding.Bits;
            (left | (right << 8)).AsByte().StoreUnsafe(ref target, 2 * i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Load(ref byte source, nuint index) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref source, index).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Triple(Vector256<ushort> values) => values + values + values;
}
