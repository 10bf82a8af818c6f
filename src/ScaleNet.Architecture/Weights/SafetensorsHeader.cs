using System.Collections.Immutable;
using System.Text.Json;

namespace ScaleNet.Architecture.Weights;

/// <summary>Parses the JSON header of a safetensors file and checks everything that one entry alone can get wrong.</summary>
internal sealed class SafetensorsHeader
{
    private readonly WeightSource _source;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<SafetensorsEntry> _entries = [];

    private SafetensorsHeader(WeightSource source) => _source = source;

    /// <summary>Tensors in header order.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _entries;

    /// <summary>The free text of <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Parses a header; <paramref name="json"/> is known to begin with a brace.</summary>
    public static SafetensorsHeader Parse(WeightSource source, ReadOnlyMemory<byte> json)
    {
        var header = new SafetensorsHeader(source);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                header.Add(property.Name, property.Value);
            }
        }
        catch (JsonException error)
        {
            throw source.Damaged($"the header is no valid JSON object: {Quoted.Bare(error.Message)}", error);
        }
        catch (InvalidOperationException error)
        {
            // The parser finds broken UTF-8 and lone surrogates only when a string is asked for.
            throw source.Damaged("the header holds text that is not valid Unicode", error);
        }

        return header;
    }

    private void Add(string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Bad(key, $"is {value.ValueKind}, expected an object");
        }

        if (key == SafetensorsFormat.MetadataKey)
        {
            AddMetadata(value);
        }
        else
        {
            AddTensor(key, value);
        }
    }

    private void AddMetadata(JsonElement value)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw Bad(SafetensorsFormat.MetadataKey,
                    $"maps {Quoted.Text(property.Name)} to {property.Value.ValueKind}, expected a string");
            }

            _metadata.Add(property.Name, property.Value.GetString()!);
        }
    }

    private void AddTensor(string key, JsonElement value)
    {
        JsonElement? type = null, shape = null, offsets = null;
        foreach (var property in value.EnumerateObject())
        {
            switch (property.Name)
            {
                case SafetensorsFormat.TypeField: type = property.Value; break;
                case SafetensorsFormat.ShapeField: shape = property.Value; break;
                case SafetensorsFormat.OffsetsField: offsets = property.Value; break;
                default: throw Bad(key, $"has an unknown field {Quoted.Text(property.Name)}");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Bad(key, $"lacks a field (expected {SafetensorsFormat.TypeField}, {SafetensorsFormat.ShapeField} and "
                + $"{SafetensorsFormat.OffsetsField})");
        }

        var range = Integers(key, SafetensorsFormat.OffsetsField, offsets.Value);
        if (range is not [var begin, var end] || begin > end)
        {
            throw Bad(key, $"has offsets {TensorShape.Text(range)} (expected a begin and an end that is not smaller)");
        }

        var entry = new SafetensorsEntry(
            key, TypeOf(key, type.Value), Integers(key, SafetensorsFormat.ShapeField, shape.Value), begin, end);
        RequireAgreement(entry);
        _entries.Add(entry);
    }

    private void RequireAgreement(SafetensorsEntry entry)
    {
        if (!TensorShape.TryCount(entry.Shape.AsSpan(), out var count)
            || !TensorShape.TryByteCount(count, entry.Type, out var bytes))
        {
            throw Bad(entry.Key, $"has a shape too large to count: {TensorShape.Text(entry.Shape)}");
        }

        if (bytes != entry.End - entry.Begin)
        {
            throw Bad(entry.Key, $"has {entry.End - entry.Begin} bytes, but shape {TensorShape.Text(entry.Shape)} of "
                + $"{SafetensorsFormat.NameOf(entry.Type)} needs {bytes}");
        }
    }

    private ElementType TypeOf(string key, JsonElement value)
    {
        var name = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind.ToString();
        return SafetensorsFormat.TypeOf(name)
            ?? throw Bad(key, $"has type {Quoted.Text(name)} (expected F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL)");
    }

    private ImmutableArray<long> Integers(string key, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Bad(key, $"has a {field} that is {value.ValueKind}, expected an array");
        }

        var integers = ImmutableArray.CreateBuilder<long>();
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var integer) || integer < 0)
            {
                throw Bad(key, $"has {Quoted.Text(element.GetRawText())} in {field}, expected integers from 0 to 2^63 - 1");
            }

            integers.Add(integer);
        }

        return integers.ToImmutable();
    }

    private CheckpointException Bad(string key, string what) =>
        _source.Damaged($"the header entry {Quoted.Text(key)} {what}");
}
