using System.Runtime.InteropServices;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Protocol;

/// <summary>Reads the elements of a tensor from bytes: row-major, little-endian, nothing between them.</summary>
internal static class BinaryElements
{
    /// <summary>A copy of them.</summary>
    /// <exception cref="RequestProblem">One is no number, or no truth value.</exception>
    public static byte[] Read(ReadOnlySpan<byte> bytes, TensorElement element, string where)
    {
        var data = bytes.ToArray();
        var bad = element switch
        {
            TensorElement.Bool => data.AsSpan().IndexOfAnyExcept((byte)0, (byte)1),
            TensorElement.Float16 => First<Half>(data, value => !Half.IsFinite(value)),
            TensorElement.Float32 => First<float>(data, value => !float.IsFinite(value)),
            TensorElement.Float64 => First<double>(data, value => !double.IsFinite(value)),
            _ => -1,
        };
        return bad < 0
            ? data
            : throw RequestProblem.Bad(FormattableString.Invariant(
                $"{where}, element {bad}: got {(element == TensorElement.Bool ? $"the byte {data[bad]}, expected 0 or 1" : "no finite number")}"));
    }

    private static int First<T>(byte[] data, Func<T, bool> isBad)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(data);
        for (var i = 0; i < values.Length; i++)
        {
            if (isBad(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
