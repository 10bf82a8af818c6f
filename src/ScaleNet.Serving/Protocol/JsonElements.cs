using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Protocol;

/// <summary>Reads the elements of a tensor from JSON: an array, flat or nested as the tensor's axes.</summary>
internal static class JsonElements
{
    /// <summary>Reads them.</summary>
    /// <param name="json">The array, and nothing else; it was parsed before.</param>
    /// <param name="element">What the elements are.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="where">The tensor, for messages.</param>
    /// <exception cref="RequestProblem">They are too few, too many, or of another kind.</exception>
    public static byte[] Read(ReadOnlySpan<byte> json, TensorElement element, int count, string where) => element switch
    {
        TensorElement.Bool => Fill<bool>(json, count, where, "true or false", Truth),
        TensorElement.UInt8 => Fill<byte>(json, count, where, "a whole number from 0 to 255", (ref r, out v) => r.TryGetByte(out v)),
        TensorElement.UInt16 => Fill<ushort>(json, count, where, "a whole number of 16 bits from 0 up", (ref r, out v) => r.TryGetUInt16(out v)),
        TensorElement.UInt32 => Fill<uint>(json, count, where, "a whole number of 32 bits from 0 up", (ref r, out v) => r.TryGetUInt32(out v)),
        TensorElement.UInt64 => Fill<ulong>(json, count, where, "a whole number of 64 bits from 0 up", (ref r, out v) => r.TryGetUInt64(out v)),
        TensorElement.Int8 => Fill<sbyte>(json, count, where, "a whole number of 8 bits", (ref r, out v) => r.TryGetSByte(out v)),
        TensorElement.Int16 => Fill<short>(json, count, where, "a whole number of 16 bits", (ref r, out v) => r.TryGetInt16(out v)),
        TensorElement.Int32 => Fill<int>(json, count, where, "a whole number of 32 bits", (ref r, out v) => r.TryGetInt32(out v)),
        TensorElement.Int64 => Fill<long>(json, count, where, "a whole number of 64 bits", (ref r, out v) => r.TryGetInt64(out v)),
        TensorElement.Float16 => Fill<Half>(json, count, where, "a number of half precision", HalfNumber),
        TensorElement.Float32 => Fill<float>(json, count, where, "a number of single precision", SingleNumber),
        TensorElement.Float64 => Fill<double>(json, count, where, "a number of double precision", DoubleNumber),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, message: null),
    };

    private delegate bool TryRead<T>(ref Utf8JsonReader reader, out T value);

    private static byte[] Fill<T>(ReadOnlySpan<byte> json, int count, string where, string expected, TryRead<T> tryRead)
        where T : unmanaged
    {
        // No text holds more elements than half its characters: what a shape claims takes no memory.
        var data = new byte[Math.Min(count, (json.Length + 1) / 2) * Unsafe.SizeOf<T>()];
        var values = MemoryMarshal.Cast<byte, T>(data.AsSpan());
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestProblem.Bad($"{where}.data: got {JsonWords.Of(ref reader)}, expected an array");
        }

        var at = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
            {
                continue;
            }

            if (at == count)
            {
                throw RequestProblem.Bad(FormattableString.Invariant($"{where}.data: more than the {count} elements of its shape"));
            }

            if (!IsOf<T>(reader.TokenType) || !tryRead(ref reader, out values[at]))
            {
                throw RequestProblem.Bad(FormattableString.Invariant(
                    $"{where}.data, element {at}: got {JsonWords.Of(ref reader)}, expected {expected}"));
            }

            at++;
        }

        return at == count
            ? data
            : throw RequestProblem.Bad(FormattableString.Invariant($"{where}.data: got {at} elements, expected the {count} of its shape"));
    }

    private static bool IsOf<T>(JsonTokenType token) =>
        typeof(T) == typeof(bool) ? token is JsonTokenType.True or JsonTokenType.False : token == JsonTokenType.Number;

    private static bool Truth(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return true;
    }

    private static bool HalfNumber(ref Utf8JsonReader reader, out Half value)
    {
        var isRead = DoubleNumber(ref reader, out var number);
        value = (Half)number;
        return isRead && Half.IsFinite(value);
    }

    private static bool SingleNumber(ref Utf8JsonReader reader, out float value)
    {
        return reader.TryGetSingle(out value) && float.IsFinite(value);
    }

    private static bool DoubleNumber(ref Utf8JsonReader reader, out double value)
    {
        return reader.TryGetDouble(out value) && double.IsFinite(value);
    }
}
