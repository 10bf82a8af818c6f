using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Output;

/// <summary>Results for programs: one indented JSON document with camelCase names.</summary>
internal static class JsonOutput
{
    private static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>A document and a line end.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, JsonTypes.Of<T>(Options)) + "\n";

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static T? Deserialize<T>(string json) => JsonSerializer.Deserialize(json, JsonTypes.Of<T>(Options));

    /// <summary>Writes a document and a line end.</summary>
    public static void Write<T>(TextWriter output, T value) => output.Write(Serialize(value));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = JsonTypes.AreKept)]
    private static JsonSerializerOptions CreateOptions() => new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        NewLine = "\n",
    };
}
