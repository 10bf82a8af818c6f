using System.Text.Json;
using ScaleNet.Architecture.Tests.Zoo;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>What a reference implementation computed with one model in evaluation mode.</summary>
internal sealed record ReferenceFile(string Model, ReferenceFile.Case[] Cases)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ReferenceFile Read(string name) => JsonSerializer.Deserialize<ReferenceFile>(
        File.ReadAllText(Path.Combine(ReferenceFolder.Default, name)), Options)!;

    internal sealed record Case(string Mode, long[] Input, Numbers Float64)
    {
        public string Describe() => string.Join('x', Input);
    }

    internal sealed record Numbers(
        double[]? First16, double L2, long Argmax, Logits[]? Samples, Dictionary<string, Stage>? Stages)
    {
        /// <summary>The logits of each sample; a file states those of a single one without a list.</summary>
        public IReadOnlyList<Logits> PerSample => Samples ?? [new Logits(First16, null, L2, Argmax)];
    }

    /// <summary>One sample's logits: the first of them, their norm and the largest one's place.</summary>
    internal sealed record Logits(double[]? First16, double[]? First8, double L2, long Argmax)
    {
        public double[] First => First16 ?? First8!;
    }

    internal sealed record Stage(long[] Shape, double Mean, double L2);
}
