using System.Text.Json;

namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>Detectors to JSON and back, as strictly as networks (<see cref="SpecJson"/>).</summary>
public static class FasterRcnnJson
{
    private static readonly JsonSerializerOptions CompactOptions = new(SpecJson.StrictOptions) { WriteIndented = false };

    /// <summary>The detector as JSON.</summary>
    public static string Write(FasterRcnnSpec spec) => JsonSerializer.Serialize(spec, JsonTypes.Of<FasterRcnnSpec>(SpecJson.StrictOptions)) + "\n";

    /// <summary>The detector as JSON in one line.</summary>
    public static string WriteCompact(FasterRcnnSpec spec) => JsonSerializer.Serialize(spec, JsonTypes.Of<FasterRcnnSpec>(CompactOptions));

    /// <summary>A validated detector.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call the text in errors: a path.</param>
    /// <exception cref="SpecException">Not JSON, not a detector, or not a valid one; the message lists every problem.</exception>
    public static FasterRcnnSpec Read(string json, string source)
    {
        var spec = SpecJson.Deserialize<FasterRcnnSpec>(json, source, "a detector spec");
        spec.Require(source);
        return spec;
    }

    /// <summary>A short name of what the detector is, made as a network's (<see cref="SpecJson.Hash"/>): display names do not count.</summary>
    public static string Hash(FasterRcnnSpec spec) =>
        SpecJson.ShortHash(WriteCompact(spec with { Name = "", Backbone = spec.Backbone with { Name = "" } }));
}
