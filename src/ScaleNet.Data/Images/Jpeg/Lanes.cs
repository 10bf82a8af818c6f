using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>What the portable vectors lack: exchange of elements between two of them.</summary>
internal static class Lanes
{
    /// <summary>Rows become columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        ref Vector256<int> v0, ref Vector256<int> v1, ref Vector256<int> v2, ref Vector256<int> v3,
        ref Vector256<int> v4, ref Vector256<int> v5, ref Vector256<int> v6, ref Vector256<int> v7)
    {
        var (a0, a1, a2, a3) = Quarter(v0, v1, v2, v3);
        var (b0, b1, b2, b3) = Quarter(v4, v5, v6, v7);
        (v0, v4) = (Vector256.Create(a0.GetLower(), b0.GetLower()), Vector256.Create(a0.GetUpper(), b0.GetUpper()));
        (v1, v5) = (Vector256.Create(a1.GetLower(), b1.GetLower()), Vector256.Create(a1.GetUpper(), b1.GetUpper()));
        (v2, v6) = (Vector256.Create(a2.GetLower(), b2.GetLower()), Vector256.Create(a2.GetUpper(), b2.GetUpper()));
        (v3, v7) = (Vector256.Create(a3.GetLower(), b3.GetLower()), Vector256.Create(a3.GetUpper(), b3.GetUpper()));
    }

    /// <summary>The first two of every four elements of both vectors, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Lower(Vector256<int> a, Vector256<int> b) => Avx2.IsSupported
        ? Avx2.UnpackLow(a, b)
        : Alternate(
            Vector256.Shuffle(a, Vector256.Create(0, 0, 1, 1, 4, 4, 5, 5)), Vector256.Shuffle(b, Vector256.Create(0, 0, 1, 1, 4, 4, 5, 5)));

    /// <summary>The last two of every four elements of both vectors, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Upper(Vector256<int> a, Vector256<int> b) => Avx2.IsSupported
        ? Avx2.UnpackHigh(a, b)
        : Alternate(
            Vector256.Shuffle(a, Vector256.Create(2, 2, 3, 3, 6, 6, 7, 7)), Vector256.Shuffle(b, Vector256.Create(2, 2, 3, 3, 6, 6, 7, 7)));

    // Of 4 x 8 elements, each half's 4 x 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Row0, Vector256<int> Row1, Vector256<int> Row2, Vector256<int> Row3) Quarter(
        Vector256<int> v0, Vector256<int> v1, Vector256<int> v2, Vector256<int> v3)
    {
        var (even0, odd0) = (Lower(v0, v2), Lower(v1, v3));
        var (even1, odd1) = (Upper(v0, v2), Upper(v1, v3));
        return (Lower(even0, odd0), Upper(even0, odd0), Lower(even1, odd1), Upper(even1, odd1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Alternate(Vector256<int> even, Vector256<int> odd) =>
        Vector256.ConditionalSelect(Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0), even, odd);
}
