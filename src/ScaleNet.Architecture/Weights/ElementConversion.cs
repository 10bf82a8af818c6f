using System.Numerics;
using System.Runtime.InteropServices;

namespace ScaleNet.Architecture.Weights;

/// <summary>Reads raw elements of any type as floating-point numbers.</summary>
internal static class ElementConversion
{
    /// <summary>Converts every element of <paramref name="data"/>.</summary>
    public static void Convert<T>(ElementType type, ReadOnlySpan<byte> data, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (type)
        {
            case ElementType.Float32: Cast<float, T>(data, values); break;
            case ElementType.Float64: Cast<double, T>(data, values); break;
            case ElementType.Float16: Cast<Half, T>(data, values); break;
            case ElementType.BFloat16: CastBFloat16(data, values); break;
            case ElementType.Int64: Cast<long, T>(data, values); break;
            case ElementType.Int32: Cast<int, T>(data, values); break;
            case ElementType.Int16: Cast<short, T>(data, values); break;
            case ElementType.Int8: Cast<sbyte, T>(data, values); break;
            case ElementType.UInt8: Cast<byte, T>(data, values); break;
            case ElementType.Bool: CastBool(data, values); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type.");
        }
    }

    private static void Cast<TFrom, TTo>(ReadOnlySpan<byte> data, Span<TTo> values)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var source = MemoryMarshal.Cast<byte, TFrom>(data);
        for (var i = 0; i < source.Length; i++)
        {
            values[i] = TTo.CreateTruncating(source[i]);
        }
    }

    private static void CastBFloat16<T>(ReadOnlySpan<byte> data, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        const int LowerBits = 16; // a bfloat16 is the upper half of a single
        var source = MemoryMarshal.Cast<byte, ushort>(data);
        for (var i = 0; i < source.Length; i++)
        {
            values[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)source[i] << LowerBits));
        }
    }

    private static void CastBool<T>(ReadOnlySpan<byte> data, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < data.Length; i++)
        {
            values[i] = data[i] == 0 ? T.Zero : T.One;
        }
    }
}
