using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScaleNet.Architecture.Tests.Zoo;

/// <summary>What a reference implementation says of one model.</summary>
internal sealed record ReferenceModel
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public required string Model { get; init; }

    public required int NumClasses { get; init; }

    public required long Params { get; init; }

    [JsonPropertyName("macs")]
    public required long MacsAt224 { get; init; }

    [JsonPropertyName("bn")]
    public required BatchNormConstants[] BatchNorms { get; init; }

    /// <summary>[key, shape] of every entry, in order.</summary>
    public required JsonElement[][] StateDict { get; init; }

    public static ReferenceModel Read(string file) =>
        JsonSerializer.Deserialize<ReferenceModel>(File.ReadAllText(file), Options)!;

    public IEnumerable<string> StateLines() =>
        StateDict.Select(entry => $"{entry[0].GetString()} [{string.Join(' ', entry[1].EnumerateArray())}]");

    /// <summary>One pair of constants that the model's batch norms have.</summary>
    internal sealed record BatchNormConstants(double Eps, double Momentum);
}
