using System.Numerics;
using System.Runtime.InteropServices;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Protocol;

/// <summary>Reads the elements of a tensor from bytes: row-major, little-endian, nothing between them.</summary>
internal static class BinaryElements
{
    // The bits of the exponent (IEEE 754): all of them are set where the value is no finite number.
    private const ushort HalfExponent = 0x7C00;
    private const uint SingleExponent = 0x7F80_0000;
    private const ulong DoubleExponent = 0x7FF0_0000_0000_0000;

    /// <summary>They themselves; a copy where they begin at no multiple of their size, which what computes with them need not expect.</summary>
    /// <exception cref="RequestProblem">One is no number, or no truth value.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> bytes, TensorElement element, string where)
    {
        var isAligned = MemoryMarshal.TryGetArray(bytes, out var part) && part.Offset % element.Size() == 0;
        var whole = isAligned ? bytes : bytes.ToArray();
        var data = whole.Span;
        var bad = element switch
        {
            TensorElement.Bool => data.IndexOfAnyExcept((byte)0, (byte)1),
            TensorElement.Float16 => FirstWith(MemoryMarshal.Cast<byte, ushort>(data), HalfExponent),
            TensorElement.Float32 => FirstWith(MemoryMarshal.Cast<byte, uint>(data), SingleExponent),
            TensorElement.Float64 => FirstWith(MemoryMarshal.Cast<byte, ulong>(data), DoubleExponent),
            _ => -1,
        };
        return bad < 0
            ? whole
            : throw RequestProblem.Bad(FormattableString.Invariant(
                $"{where}, element {bad}: got {(element == TensorElement.Bool ? $"the byte {data[bad]}, expected 0 or 1" : "no finite number")}"));
    }

    /// <summary>The first value in which all these bits are set; -1 for none.</summary>
    private static int FirstWith<T>(ReadOnlySpan<T> values, T bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        var at = 0;
        var all = Vector.Create(bits);
        while (at <= values.Length - Vector<T>.Count && !Vector.EqualsAny(new Vector<T>(values[at..]) & all, all))
        {
            at += Vector<T>.Count;
        }

        for (; at < values.Length; at++)
        {
            if ((values[at] & bits) == bits)
            {
                return at;
            }
        }

        return -1;
    }
}
