using System.Text.Json;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Speed;

/// <summary>What one measuring process is told.</summary>
/// <param name="Network">The network's name or file.</param>
/// <param name="Precision">In which numbers.</param>
/// <param name="Workload">What it has to do.</param>
internal sealed record MeasureRequest(string Network, BenchPrecision Precision, Workload Workload)
{
    /// <summary>For a command line.</summary>
    public string ToJson() => JsonOutput.Serialize(this);

    public static MeasureRequest FromJson(string json) =>
        JsonOutput.Deserialize<MeasureRequest>(json) ?? throw new JsonException("There is no request.");
}
