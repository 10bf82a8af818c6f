using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A DenseNet-BC (Huang et al. 2017), in torchvision's layout.</summary>
public sealed record DenseNetSpec : NetworkSpec
{
    private const int MostFactor = 64;

    /// <summary>Channels of the stem's convolution.</summary>
    public required int StemChannels { get; init; }

    /// <summary>Channels that every layer adds.</summary>
    public required int GrowthRate { get; init; }

    /// <summary>A layer's 1x1 convolution has this many times the growth rate's channels.</summary>
    public int BottleneckFactor { get; init; } = 4;

    /// <summary>Layers of every dense block; between blocks a transition halves channels and map.</summary>
    public required ImmutableArray<int> Blocks { get; init; }

    /// <inheritdoc/>
    public bool Equals(DenseNetSpec? other) =>
        base.Equals(other) && StemChannels == other.StemChannels && GrowthRate == other.GrowthRate
        && BottleneckFactor == other.BottleneckFactor && Blocks.SequenceEqual(other.Blocks);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), StemChannels, GrowthRate, Blocks.Length);

    internal override Graph Build(GraphBuilder builder) => DenseNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        problems.RequireWithin("$.stemChannels", StemChannels, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.growthRate", GrowthRate, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.bottleneckFactor", BottleneckFactor, 1, MostFactor);
        problems.RequireWithin("$.blocks", Blocks.Length, 1, SpecValidator.MostStages);
        for (var block = 0; block < Blocks.Length; block++)
        {
            problems.RequireWithin($"$.blocks[{block}]", Blocks[block], 1, SpecValidator.MostBlocks);
        }

        // The stem halves twice, rounding up; every transition halves rounding down.
        if (Resolution is > 0 and <= SpecValidator.MostSide && (Resolution + 3) / 4 >> Math.Max(0, Blocks.Length - 1) < 1)
        {
            problems.Add("$.resolution", $"got {Resolution}, too small for {Blocks.Length} blocks");
        }
    }
}
