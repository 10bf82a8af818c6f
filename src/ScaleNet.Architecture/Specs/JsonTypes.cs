using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ScaleNet.Architecture.Specs;

/// <summary>How types become JSON, asked of options that say it themselves.</summary>
/// <remarks>
/// The library's calls with options alone would let it look for that by itself, which a trimmer cannot follow. Options that are used here name
/// their resolver, and the trimmed program names the types (<c>src/ScaleNet.Predict/Kept.xml</c>).
/// </remarks>
public static class JsonTypes
{
    /// <summary>Why the resolver's warning of trimming is harmless.</summary>
    public const string AreKept = "The trimmed program keeps the types that it reads and writes as JSON: src/ScaleNet.Predict/Kept.xml.";

    /// <summary>How a type becomes JSON with the options.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
