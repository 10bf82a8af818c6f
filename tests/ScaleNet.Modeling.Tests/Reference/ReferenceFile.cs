using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScaleNet.Modeling.Tests.Reference;

/// <summary>What a reference implementation computed with one model.</summary>
internal sealed record ReferenceFile(string Model, ReferenceFile.Case[] Cases)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ReferenceFile Read(string path) =>
        JsonSerializer.Deserialize<ReferenceFile>(File.ReadAllText(path), Options)!;

    internal sealed record Case(
        string Mode, long[] Input, long[]? Labels, Sgd? Optimizer, int Steps, Numbers Float32, Numbers Float64)
    {
        public string Describe() => $"{Mode} {string.Join('x', Input)}";
    }

    internal sealed record Sgd(string Name, double Lr, double Momentum, double WeightDecay, string DecayAppliesTo);

    /// <summary>Results of an evaluation, or of a few training steps.</summary>
    internal sealed record Numbers(
        double[]? First16,
        double Sum,
        double L2,
        long Argmax,
        Dictionary<string, Stage>? Stages,
        double[]? LossBeforeStep,
        [property: JsonPropertyName("grad_l2_before_step")] double[]? GradientNorms,
        double ParamsL2,
        Dictionary<string, RunningStatistics>? Bn);

    internal sealed record Stage(long[] Shape, double Mean, double L2);

    internal sealed record RunningStatistics(
        string Name, double RunningMeanL2, double RunningVarL2, long NumBatchesTracked);
}
