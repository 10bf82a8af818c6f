using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ScaleNet.Architecture.Specs;

/// <summary>Specs to JSON and back, strictly: an unknown or doubled property is an error.</summary>
public static class SpecJson
{
    private const int HashDigits = 12;

    /// <summary>The options with which every file of this software that holds data of a person's making is read.</summary>
    public static JsonSerializerOptions StrictOptions { get; } = CreateOptions();

    private static JsonSerializerOptions CompactOptions { get; } = new(StrictOptions) { WriteIndented = false };

    /// <summary>The spec as JSON.</summary>
    public static string Write(NetworkSpec spec) => JsonSerializer.Serialize(spec, JsonTypes.Of<NetworkSpec>(StrictOptions)) + "\n";

    /// <summary>The spec as JSON in one line.</summary>
    public static string WriteCompact(NetworkSpec spec) => JsonSerializer.Serialize(spec, JsonTypes.Of<NetworkSpec>(CompactOptions));

    /// <summary>A validated spec.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call the text in errors: a path.</param>
    /// <exception cref="SpecException">Not JSON, not a spec, or not a valid one; the message lists every problem.</exception>
    public static NetworkSpec Read(string json, string source)
    {
        var spec = Deserialize<NetworkSpec>(json, source, "a network spec");
        SpecValidator.Require(spec, source);
        return spec;
    }

    /// <summary>What the text holds, not validated; <paramref name="kind"/> says in errors what was expected.</summary>
    internal static T Deserialize<T>(string json, string source, string kind)
    {
        T? spec;
        try
        {
            spec = JsonSerializer.Deserialize(json, JsonTypes.Of<T>(StrictOptions));
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new SpecException($"{source}: is not {kind}: {Line(exception)}", exception);
        }

        NullElements.Refuse(json, source);
        return spec ?? throw new SpecException($"{source}: is null, expected {kind}");
    }

    /// <summary>
    /// A short name of what the network is: hexadecimal digits of the SHA-256 of its compact JSON without the display name.
    /// </summary>
    public static string Hash(NetworkSpec spec) => ShortHash(WriteCompact(spec with { Name = "" }));

    /// <summary>The first hexadecimal digits of a text's SHA-256.</summary>
    internal static string ShortHash(string canonical) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))[..HashDigits];

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = JsonTypes.AreKept)]
    private static JsonSerializerOptions CreateOptions() => new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        NewLine = "\n",
    };

    private static string Line(Exception exception)
    {
        // The library leaves the path out of its messages about unknown, doubled and missing properties.
        var line = exception.Message.ReplaceLineEndings(" ");
        return exception is JsonException { Path: { } path } && !line.Contains(" Path: ", StringComparison.Ordinal)
            ? $"{line} Path: {path}."
            : line;
    }
}
