using System.Text.Json;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>Compares JSON with the schemas of a description, as far as those go: references, types, properties, items, words.</summary>
/// <param name="document">The description.</param>
internal sealed class SchemaCheck(JsonElement document)
{
    private const string Reference = "#/components/schemas/";

    /// <summary>What is not as the schema has it; nothing for a value that is.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="where">Where the value is.</param>
    public IEnumerable<string> Problems(JsonElement schema, JsonElement value, string where = "$")
    {
        if (Get(schema, "$ref") is { } reference)
        {
            var target = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()![Reference.Length..]);
            return Problems(target, value, where);
        }

        if (Get(schema, "oneOf") is { } choices)
        {
            var problems = choices.EnumerateArray().Select(choice => Problems(choice, value, where).ToArray()).ToArray();
            return problems.Count(found => found.Length == 0) == 1 ? [] : [$"{where}: not one of {choices}", .. problems.SelectMany(found => found)];
        }

        return Get(schema, "type") is { } type && !Types(type).Any(name => Is(value, name))
            ? [$"{where}: {value} is not of the type {type}"]
            : [.. Words(schema, value, where), .. Properties(schema, value, where), .. Items(schema, value, where)];
    }

    private static string[] Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(name => name.GetString()!)] : [type.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new ArgumentException($"'{type}' is no type.", nameof(type)),
    };

    private static IEnumerable<string> Words(JsonElement schema, JsonElement value, string where) =>
        Get(schema, "enum") is { } words && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value))
            ? [$"{where}: {value} is none of {words}"]
            : [];

    private IEnumerable<string> Properties(JsonElement schema, JsonElement value, string where)
    {
        if (value.ValueKind != JsonValueKind.Object || Get(schema, "properties") is not { } properties)
        {
            return [];
        }

        var required = Get(schema, "required")?.EnumerateArray().Select(name => name.GetString()!) ?? [];
        var missing = required.Where(name => Get(value, name) is null).Select(name => $"{where}.{name}: missing");
        return missing.Concat(value.EnumerateObject().SelectMany(property => Get(properties, property.Name) is { } known
            ? Problems(known, property.Value, $"{where}.{property.Name}")
            : [$"{where}.{property.Name}: not described"]));
    }

    private IEnumerable<string> Items(JsonElement schema, JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Array && Get(schema, "items") is { } items
            ? value.EnumerateArray().SelectMany((item, index) => Problems(items, item, $"{where}[{index}]"))
            : [];

    private static JsonElement? Get(JsonElement value, string name) => value.TryGetProperty(name, out var found) ? found : null;
}
