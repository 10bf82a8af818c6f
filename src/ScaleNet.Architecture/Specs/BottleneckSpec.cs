using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ScaleNet.Architecture.Specs;

/// <summary>A residual network whose stages are given by a number of planes and a number of bottleneck blocks.</summary>
public abstract record BottleneckSpec : ResidualSpec
{
    /// <summary>The stages; each after the first halves the map.</summary>
    public required ImmutableArray<ResNetStage> Stages { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> StagePlanes => [.. Stages.Select(stage => stage.Planes)];

    /// <inheritdoc/>
    public virtual bool Equals(BottleneckSpec? other) => base.Equals(other) && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Stages.Length);

    internal override void Check(SpecProblems problems)
    {
        base.Check(problems);
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            problems.RequireWithin($"$.stages[{stage}].blocks", Stages[stage].Blocks, 1, SpecValidator.MostBlocks);
        }
    }
}
