using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>The inverse cosine transform of a block of 8 x 8 coefficients (ITU-T T.81, A.3.3), in whole numbers.</summary>
/// <remarks>
/// The method of Loeffler, Ligtenberg and Moschytz (1989), first columns, then rows, with the factors, places of rounding and overflow
/// of the Independent JPEG Group's slow integer transform, so that results are the same bits. Eight columns or rows at once.
/// </remarks>
internal static class InverseDct
{
    /// <summary>Samples of a side.</summary>
    public const int Side = 8;

    // Sums and differences of cosines of multiples of pi / 16, times the square root of 2, in units of 2^-13.
    private const int F0298 = 2_446;
    private const int F0390 = 3_196;
    private const int F0541 = 4_433;
    private const int F0765 = 6_270;
    private const int F0899 = 7_373;
    private const int F1175 = 9_633;
    private const int F1501 = 12_299;
    private const int F1847 = 15_137;
    private const int F1961 = 16_069;
    private const int F2053 = 16_819;
    private const int F2562 = 20_995;
    private const int F3072 = 25_172;

    /// <summary>Writes the samples.</summary>
    /// <param name="block">
    /// 64 coefficients, row by row, times their steps; none is larger than <see cref="BlockReader.MostMagnitude"/>.
    /// </param>
    /// <param name="target">Where the first row begins; 8 samples of each of 8 rows are written.</param>
    /// <param name="stride">From a row to the next.</param>
    public static void Transform(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int columnBits = DctScale.FactorBits - DctScale.BetweenBits;
        ref short start = ref MemoryMarshal.GetReference(block[..ScanComponent.BlockLength]);
        var (v0, v1, v2, v3) = (Row(ref start, 0), Row(ref start, 1), Row(ref start, 2), Row(ref start, 3));
        var (v4, v5, v6, v7) = (Row(ref start, 4), Row(ref start, 5), Row(ref start, 6), Row(ref start, 7));
        Pass(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7, Vector256.Create(1 << (columnBits - 1)));
        (v0, v1, v2, v3) = (v0 >> columnBits, v1 >> columnBits, v2 >> columnBits, v3 >> columnBits);
        (v4, v5, v6, v7) = (v4 >> columnBits, v5 >> columnBits, v6 >> columnBits, v7 >> columnBits);
        Lanes.Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Pass(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7, Vector256.Create(1 << (DctScale.RowBits - 1)));

        // A vector holds a column; four of them make four samples of each row.
        var left = FourSamples(v0, v1, v2, v3);
        var right = FourSamples(v4, v5, v6, v7);
        Write(Lanes.Lower(left, right).AsUInt64(), Lanes.Upper(left, right).AsUInt64(), target, stride);
    }

    /// <summary>Writes the samples of a block that has its first coefficient alone.</summary>
    /// <param name="first">The coefficient, times its step.</param>
    /// <param name="target">Where the first row begins.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="side">Samples of a side; 8, or fewer where the picture is decoded smaller.</param>
    public static void Fill(int first, Span<byte> target, int stride, int side)
    {
        byte sample = DctScale.ToSample(first + (1 << (DctScale.GainBits - 1)), DctScale.GainBits);
        for (int y = 0; y < side; y++)
        {
            target.Slice(y * stride, side).Fill(sample);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ref short block, nuint row) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref block, row * Side).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(
        ref Vector256<int> v0, ref Vector256<int> v1, ref Vector256<int> v2, ref Vector256<int> v3,
        ref Vector256<int> v4, ref Vector256<int> v5, ref Vector256<int> v6, ref Vector256<int> v7, Vector256<int> rounding)
    {
        var turned = (v2 + v6) * F0541;
        var (even0, even1) = (((v0 + v4) << DctScale.FactorBits) + rounding, ((v0 - v4) << DctScale.FactorBits) + rounding);
        var (even3, even2) = (turned + (v2 * F0765), turned - (v6 * F1847));
        var (outer0, outer3) = (even0 + even3, even0 - even3);
        var (outer1, outer2) = (even1 + even2, even1 - even2);

        var both = (v7 + v3 + v5 + v1) * F1175;
        var (sum73, sum51) = (both - ((v7 + v3) * F1961), both - ((v5 + v1) * F0390));
        var (sum71, sum53) = ((v7 + v1) * F0899, (v5 + v3) * F2562);
        var odd7 = (v7 * F0298) - sum71 + sum73;
        var odd5 = (v5 * F2053) - sum53 + sum51;
        var odd3 = (v3 * F3072) - sum53 + sum73;
        var odd1 = (v1 * F1501) - sum71 + sum51;

        (v0, v7) = (outer0 + odd1, outer0 - odd1);
        (v1, v6) = (outer1 + odd3, outer1 - odd3);
        (v2, v5) = (outer2 + odd5, outer2 - odd5);
        (v3, v4) = (outer3 + odd7, outer3 - odd7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> FourSamples(Vector256<int> v0, Vector256<int> v1, Vector256<int> v2, Vector256<int> v3) =>
        DctScale.ToSamples(v0, DctScale.RowBits) | (DctScale.ToSamples(v1, DctScale.RowBits) << 8)
        | (DctScale.ToSamples(v2, DctScale.RowBits) << 16) | (DctScale.ToSamples(v3, DctScale.RowBits) << 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector256<ulong> lower, Vector256<ulong> upper, Span<byte> target, int stride)
    {
        target = target[..(((Side - 1) * stride) + Side)];
        ref byte row = ref MemoryMarshal.GetReference(target);
        Unsafe.WriteUnaligned(ref row, lower.GetElement(0));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, stride), lower.GetElement(1));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, 2 * stride), upper.GetElement(0));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, 3 * stride), upper.GetElement(1));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, 4 * stride), lower.GetElement(2));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, 5 * stride), lower.GetElement(3));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, 6 * stride), upper.GetElement(2));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, 7 * stride), upper.GetElement(3));
    }
}
