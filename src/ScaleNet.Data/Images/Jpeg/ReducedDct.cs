using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>The inverse cosine transform of a block to 4 x 4 or 2 x 2 samples: a picture at half or a quarter of its size.</summary>
/// <remarks>
/// The samples of the full transform, averaged beforehand, with the factors and places of rounding of the Independent JPEG Group's reduced
/// transforms, so that results are the same bits; these leave out some coefficients that count little.
/// </remarks>
internal static class ReducedDct
{
    /// <summary>Samples of a side at half the size.</summary>
    public const int Half = 4;

    /// <summary>Samples of a side at a quarter of the size.</summary>
    public const int Quarter = 2;

    // The mean of two samples is half their sum, that of four a quarter: bits more than the full transform has.
    private const int HalfBits = 1;
    private const int QuarterBits = 2;

    // Sums and differences of cosines of multiples of pi / 16, in units of 2^-13.
    private const int F0211 = 1_730;
    private const int F0509 = 4_176;
    private const int F0601 = 4_926;
    private const int F0720 = 5_906;
    private const int F0765 = 6_270;
    private const int F0850 = 6_967;
    private const int F0899 = 7_373;
    private const int F1061 = 8_697;
    private const int F1272 = 10_426;
    private const int F1451 = 11_893;
    private const int F1847 = 15_137;
    private const int F2172 = 17_799;
    private const int F2562 = 20_995;
    private const int F3624 = 29_692;

    /// <summary>Writes 4 x 4 samples.</summary>
    /// <param name="block">As <see cref="InverseDct.Transform"/> takes it.</param>
    /// <param name="target">Where the first row begins.</param>
    /// <param name="stride">From a row to the next.</param>
    public static void TransformHalf(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int columnBits = DctScale.FactorBits - DctScale.BetweenBits + HalfBits;
        const int rowBits = DctScale.RowBits + HalfBits;
        ref short start = ref MemoryMarshal.GetReference(block[..ScanComponent.BlockLength]);
        var (v0, v1, v2, v3) = (Row(ref start, 0), Row(ref start, 1), Row(ref start, 2), Row(ref start, 3));
        var (v5, v6, v7) = (Row(ref start, 5), Row(ref start, 6), Row(ref start, 7));
        (v0, v1, v2, v3) = PassHalf(v0, v1, v2, v3, v5, v6, v7, 1 << (columnBits - 1));
        (v0, v1, v2, v3) = (v0 >> columnBits, v1 >> columnBits, v2 >> columnBits, v3 >> columnBits);
        var v4 = Vector256<int>.Zero;
        (v5, v6, v7) = (v4, v4, v4);
        Lanes.Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        (v0, v1, v2, v3) = PassHalf(v0, v1, v2, v3, v5, v6, v7, 1 << (rowBits - 1));
        var samples = DctScale.ToSamples(v0, rowBits) | (DctScale.ToSamples(v1, rowBits) << 8)
            | (DctScale.ToSamples(v2, rowBits) << 16) | (DctScale.ToSamples(v3, rowBits) << 24);
        for (int y = 0; y < Half; y++)
        {
            MemoryMarshal.Write(target[(y * stride)..], samples.GetElement(y));
        }
    }

    /// <summary>Writes 2 x 2 samples.</summary>
    /// <param name="block">As <see cref="InverseDct.Transform"/> takes it.</param>
    /// <param name="target">Where the first row begins.</param>
    /// <param name="stride">From a row to the next.</param>
    public static void TransformQuarter(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int columnBits = DctScale.FactorBits - DctScale.BetweenBits + QuarterBits;
        const int rowBits = DctScale.RowBits + QuarterBits;
        ref short start = ref MemoryMarshal.GetReference(block[..ScanComponent.BlockLength]);
        var (v0, v1) = PassQuarter(
            Row(ref start, 0), Row(ref start, 1), Row(ref start, 3), Row(ref start, 5), Row(ref start, 7), 1 << (columnBits - 1));
        (v0, v1) = (v0 >> columnBits, v1 >> columnBits);
        var v2 = Vector256<int>.Zero;
        var (v3, v4, v5, v6, v7) = (v2, v2, v2, v2, v2);
        Lanes.Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        (v0, v1) = PassQuarter(v0, v1, v3, v5, v7, 1 << (rowBits - 1));
        var samples = DctScale.ToSamples(v0, rowBits) | (DctScale.ToSamples(v1, rowBits) << 8);
        MemoryMarshal.Write(target, (short)samples.GetElement(0));
        MemoryMarshal.Write(target[stride..], (short)samples.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ref short block, nuint row) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref block, row * InverseDct.Side).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Out0, Vector256<int> Out1, Vector256<int> Out2, Vector256<int> Out3) PassHalf(
        Vector256<int> v0, Vector256<int> v1, Vector256<int> v2, Vector256<int> v3,
        Vector256<int> v5, Vector256<int> v6, Vector256<int> v7, int rounding)
    {
        var middle = (v0 << (DctScale.FactorBits + HalfBits)) + Vector256.Create(rounding);
        var even = (v2 * F1847) - (v6 * F0765);
        var inner = (v1 * F1061) - (v3 * F2172) + (v5 * F1451) - (v7 * F0211);
        var outer = (v1 * F2562) + (v3 * F0899) - (v5 * F0601) - (v7 * F0509);
        var (above, below) = (middle + even, middle - even);
        return (above + outer, below + inner, below - inner, above - outer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Out0, Vector256<int> Out1) PassQuarter(
        Vector256<int> v0, Vector256<int> v1, Vector256<int> v3, Vector256<int> v5, Vector256<int> v7, int rounding)
    {
        var middle = (v0 << (DctScale.FactorBits + QuarterBits)) + Vector256.Create(rounding);
        var odd = (v1 * F3624) - (v3 * F1272) + (v5 * F0850) - (v7 * F0720);
        return (middle + odd, middle - odd);
    }
}
