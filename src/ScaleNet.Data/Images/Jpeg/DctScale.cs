using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>The numbers of fraction bits of the inverse transforms, and how a sum becomes a sample.</summary>
internal static class DctScale
{
    /// <summary>Of the factors.</summary>
    public const int FactorBits = 13;

    /// <summary>Between columns and rows.</summary>
    public const int BetweenBits = 2;

    /// <summary>Bits by which the first coefficient alone is larger than the samples: the transform leaves 8 times these.</summary>
    public const int GainBits = 3;

    /// <summary>Of a sum at the end of the rows.</summary>
    public const int RowBits = FactorBits + BetweenBits + GainBits;

    /// <summary>What is added to the samples, which lie about 0.</summary>
    private const int Center = 128;

    // Of a sum that is far too large, 10 bits count.
    private const int WrapBits = 32 - 10;

    /// <summary>Sums become samples, one each in 32 bits.</summary>
    /// <param name="sums">With a half added.</param>
    /// <param name="bits">Their fraction bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToSamples(Vector256<int> sums, int bits)
    {
        var levels = ((sums << (WrapBits - bits)) >> WrapBits) + Vector256.Create(Center);
        return Vector256.Min(Vector256.Max(levels, Vector256<int>.Zero), Vector256.Create((int)byte.MaxValue));
    }

    /// <summary>A sum becomes a sample.</summary>
    /// <param name="sum">With a half added.</param>
    /// <param name="bits">Its fraction bits.</param>
    public static byte ToSample(int sum, int bits) => (byte)Math.Clamp(((sum << (WrapBits - bits)) >> WrapBits) + Center, 0, byte.MaxValue);
}
