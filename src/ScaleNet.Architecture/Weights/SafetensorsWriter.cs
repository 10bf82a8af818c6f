using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ScaleNet.Architecture.Weights;

/// <summary>Writes safetensors files that the reference implementation reads.</summary>
/// <remarks>The same tensors and metadata always give the same bytes.</remarks>
public static class SafetensorsWriter
{
    private const int Alignment = 8; // of the first data byte, so that mapped files can be read in place

    /// <summary>Writes a file as a whole or not at all; an existing file is replaced only by a complete new one.</summary>
    public static void Write(string path, WeightFile weights)
    {
        // Before the file is touched: what cannot be written should not cost a temporary file.
        var header = Header(weights);
        AtomicFile.Write(path, stream => Write(stream, weights, header));
    }

    /// <summary>Writes to the stream's position; the stream stays open.</summary>
    public static void Write(Stream stream, WeightFile weights) => Write(stream, weights, Header(weights));

    private static void Write(Stream stream, WeightFile weights, byte[] header)
    {
        var length = new byte[SafetensorsFormat.LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, tensor) in InDataOrder(weights))
        {
            stream.Write(tensor.Data.Span);
        }
    }

    // Wide elements first, so that every tensor is aligned to its own element without padding, which the format forbids.
    private static IEnumerable<KeyValuePair<string, WeightTensor>> InDataOrder(WeightFile weights) =>
        weights.Tensors.OrderByDescending(pair => pair.Value.ElementType.ElementSize());

    private static byte[] Header(WeightFile weights)
    {
        if (weights.Tensors.ContainsKey(SafetensorsFormat.MetadataKey))
        {
            throw new ArgumentException($"No tensor can be called {SafetensorsFormat.MetadataKey}.", nameof(weights));
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, weights);
            WriteTensors(json, weights);
            json.WriteEndObject();
        }

        var padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.Write(Encoding.UTF8.GetBytes(new string(' ', padding)));
        if (buffer.WrittenCount > SafetensorsFormat.MaxHeaderBytes)
        {
            throw new ArgumentException(
                $"The header would have {buffer.WrittenCount} bytes, more than {SafetensorsFormat.MaxHeaderBytes}.",
                nameof(weights));
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, WeightFile weights)
    {
        if (weights.Metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(SafetensorsFormat.MetadataKey);
        foreach (var (key, text) in weights.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, WeightFile weights)
    {
        var begins = new Dictionary<string, long>(StringComparer.Ordinal);
        var end = 0L;
        foreach (var (key, tensor) in InDataOrder(weights))
        {
            begins.Add(key, end);
            end += tensor.Data.Length;
        }

        foreach (var (key, tensor) in weights.Tensors)
        {
            json.WriteStartObject(key);
            json.WriteString(SafetensorsFormat.TypeField, SafetensorsFormat.NameOf(tensor.ElementType));
            WriteIntegers(json, SafetensorsFormat.ShapeField, [.. tensor.Shape]);
            WriteIntegers(json, SafetensorsFormat.OffsetsField, begins[key], begins[key] + tensor.Data.Length);
            json.WriteEndObject();
        }
    }

    private static void WriteIntegers(Utf8JsonWriter json, string field, params long[] integers)
    {
        json.WriteStartArray(field);
        foreach (var integer in integers)
        {
            json.WriteNumberValue(integer);
        }

        json.WriteEndArray();
    }
}
