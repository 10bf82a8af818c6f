using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A bottleneck ResNet with the stride on the 3x3 convolution (torchvision resnet.py, "v1b").</summary>
public sealed record ResNetSpec : NetworkSpec
{
    /// <summary>The stages; each after the first halves the map.</summary>
    public required ImmutableArray<ResNetStage> Stages { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> StagePlanes => [.. Stages.Select(stage => stage.Planes)];

    /// <inheritdoc/>
    public bool Equals(ResNetSpec? other) => base.Equals(other) && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Stages.Length);

    internal override Graph Build(GraphBuilder builder) => ResNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            problems.RequireWithin($"$.stages[{stage}].blocks", Stages[stage].Blocks, 1, SpecValidator.MostBlocks);
        }
    }
}
