using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>Brightness and colour differences become pixels (JFIF 1.02; ITU-R BT.601), in whole numbers of 2^-16.</summary>
/// <remarks>With the places of rounding of the Independent JPEG Group's library, so that results are the same bits.</remarks>
internal static class PixelRows
{
    private const int VectorLength = 8; // pixels that are treated at once
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);
    private const int Center = 128; // a difference of 0
    private const int RedOfRed = 91_881; // 1.402
    private const int BlueOfBlue = 116_130; // 1.772
    private const int GreenOfBlue = 22_554; // 0.34414
    private const int GreenOfRed = 46_802; // 0.71414
    private const int Opaque = byte.MaxValue << 24;

    /// <summary>Writes a row in colours.</summary>
    /// <param name="luma">Brightness, with slack behind it.</param>
    /// <param name="blue">Difference of blue, with slack.</param>
    /// <param name="red">Difference of red, with slack.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="target">Red, green, blue and 255 of each; as much as a vector too many may be written.</param>
    public static void Write(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, int count, Span<byte> target)
    {
        int end = (count + VectorLength - 1) / VectorLength * VectorLength;
        ref byte y = ref MemoryMarshal.GetReference(luma[..end]);
        ref byte cb = ref MemoryMarshal.GetReference(blue[..end]);
        ref byte cr = ref MemoryMarshal.GetReference(red[..end]);
        ref int pixels = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, int>(target)[..end]);
        var center = Vector256.Create(Center);
        var half = Vector256.Create(Half);
        for (nuint x = 0; x < (nuint)end; x += VectorLength)
        {
            var (level, toBlue, toRed) = (Load(ref y, x), Load(ref cb, x) - center, Load(ref cr, x) - center);
            var r = Limit(level + (((toRed * RedOfRed) + half) >> Bits));
            var g = Limit(level + ((half - (toBlue * GreenOfBlue) - (toRed * GreenOfRed)) >> Bits));
            var b = Limit(level + (((toBlue * BlueOfBlue) + half) >> Bits));
            (r | (g << 8) | (b << 16) | Vector256.Create(Opaque)).StoreUnsafe(ref pixels, x);
        }
    }

    /// <summary>Writes a row in grey.</summary>
    /// <param name="luma">Brightness, with slack behind it.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="target">The brightness three times and 255 of each; as much as a vector too many may be written.</param>
    public static void Write(ReadOnlySpan<byte> luma, int count, Span<byte> target)
    {
        int end = (count + VectorLength - 1) / VectorLength * VectorLength;
        ref byte y = ref MemoryMarshal.GetReference(luma[..end]);
        ref int pixels = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, int>(target)[..end]);
        for (nuint x = 0; x < (nuint)end; x += VectorLength)
        {
            var level = Load(ref y, x);
            (level | (level << 8) | (level << 16) | Vector256.Create(Opaque)).StoreUnsafe(ref pixels, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ref byte samples, nuint index)
    {
        var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref samples, index))).AsByte();
        return Vector256.WidenLower(Vector128.WidenLower(bytes).ToVector256Unsafe()).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Limit(Vector256<int> level) =>
        Vector256.Min(Vector256.Max(level, Vector256<int>.Zero), Vector256.Create((int)byte.MaxValue));
}
