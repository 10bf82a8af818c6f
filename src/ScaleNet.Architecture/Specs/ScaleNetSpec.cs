using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A ScaleNet: bottleneck blocks whose middle convolution is spread over scales.</summary>
/// <remarks>Source: Li et al. 2019 as released, pytorch/scalenet.py and structures/*.json.</remarks>
public sealed record ScaleNetSpec : ResidualSpec
{
    /// <summary>Fewest scales of a network.</summary>
    public const int FewestScales = 2;

    /// <summary>Most scales of a network.</summary>
    public const int MostScales = 6;

    private const int MostScale = 1024;

    /// <summary>The down-sampling factors of the branches, rising; the published networks have 1, 2, 4, 7.</summary>
    public required ImmutableArray<int> Scales { get; init; }

    /// <summary>The stages; each after the first halves the map.</summary>
    public required ImmutableArray<ScaleNetStage> Stages { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> StagePlanes => [.. Stages.Select(stage => stage.Planes)];

    /// <summary>Every block's channels per scale, through the whole network.</summary>
    [JsonIgnore]
    public IEnumerable<ImmutableArray<int>> Blocks => Stages.SelectMany(stage => stage.Blocks);

    /// <summary>The same, each with the number of its stage, from 1.</summary>
    public IEnumerable<(int Stage, ImmutableArray<int> Channels)> BlocksByStage() =>
        Stages.SelectMany((stage, index) => stage.Blocks.Select(channels => (index + 1, channels)));

    /// <inheritdoc/>
    public bool Equals(ScaleNetSpec? other) =>
        base.Equals(other) && Scales.SequenceEqual(other.Scales) && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Scales.Length, Stages.Length);

    /// <summary>The side of each stage's map at the design resolution, in pixels.</summary>
    public ImmutableArray<int> StageSides()
    {
        // The reference halves by pooling the block's input, which rounds down; its stem's two halvings round up.
        var side = Stem == StemKind.ImageNet ? (((Resolution + 1) / 2) + 1) / 2 : Resolution;
        var sides = ImmutableArray.CreateBuilder<int>();
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            sides.Add(side);
            side /= 2;
        }

        return sides.ToImmutable();
    }

    internal override Graph Build(GraphBuilder builder) => ScaleAggregationNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        base.Check(problems);
        problems.RequireWithin("$.scales", Scales.Length, FewestScales, MostScales);
        for (var i = 0; i < Scales.Length; i++)
        {
            problems.RequireWithin($"$.scales[{i}]", Scales[i], i == 0 ? 1 : Scales[i - 1] + 1, MostScale);
        }

        if (Resolution is > 0 and <= SpecValidator.MostSide && StageSides() is { IsEmpty: false } sides && sides[^1] < 1)
        {
            problems.Add("$.resolution", $"got {Resolution}, too small for {Stages.Length} stages");
        }

        for (var stage = 0; stage < Stages.Length; stage++)
        {
            CheckStage(Stages[stage], $"$.stages[{stage}].blocks", problems);
        }
    }

    private void CheckStage(ScaleNetStage stage, string path, SpecProblems problems)
    {
        problems.RequireWithin(path, stage.Blocks.Length, 1, SpecValidator.MostBlocks);
        for (var block = 0; block < stage.Blocks.Length; block++)
        {
            var channels = stage.Blocks[block];
            if (channels.Length != Scales.Length)
            {
                problems.Add(
                    $"{path}[{block}]",
                    $"{channels.Length} branches for {Scales.Length} scales; a scale without channels has a 0");
                continue;
            }

            for (var scale = 0; scale < channels.Length; scale++)
            {
                problems.RequireWithin($"{path}[{block}][{scale}]", channels[scale], 0, SpecValidator.MostChannels);
            }

            if (channels.All(count => count == 0))
            {
                problems.Add($"{path}[{block}]", "has no channels at all");
            }
        }
    }
}
