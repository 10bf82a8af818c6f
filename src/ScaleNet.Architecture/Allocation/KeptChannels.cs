using System.Collections.Immutable;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The published networks' rule for a block's total: k = ceil(r * planes), one r for the whole network.</summary>
internal static class KeptChannels
{
    // ceil(r * planes) must give j for r = j / planes, whatever the division rounded to.
    public const double Rounding = 1e-9;

    /// <summary>k of a stage: at least 1, at most what the seed has.</summary>
    public static int Of(ScaleNetStage stage, ImmutableArray<int> block, double ratio) =>
        (int)Math.Clamp(Math.Ceiling((ratio * stage.Planes) - Rounding), 1, block.Sum());

    /// <summary>Every ratio at which some stage's k changes, rising.</summary>
    public static double[] Ratios(ScaleNetSpec seed) =>
    [
        .. seed.Stages
            .SelectMany(stage => Enumerable.Range(1, stage.Blocks.Max(block => block.Sum()))
                .Select(count => (double)count / stage.Planes))
            .Distinct()
            .Order(),
    ];

    /// <summary>The structures of one total for all blocks of a stage.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="counts">Channels per scale of a block of a stage at a place in the network, by the ratio.</param>
    public static StructureLadder Ladder(
        ScaleNetSpec seed, Func<ScaleNetStage, ImmutableArray<int>, int, double, ImmutableArray<int>> counts) =>
        new(Ratios(seed), ratio => Replace(seed, (stage, block, place) => counts(stage, block, place, ratio)));

    /// <summary>The seed with other channel counts, block by block.</summary>
    public static ScaleNetSpec Replace(
        ScaleNetSpec seed, Func<ScaleNetStage, ImmutableArray<int>, int, ImmutableArray<int>> counts)
    {
        var place = 0;
        return seed with
        {
            Stages = [.. seed.Stages.Select(stage => stage with
            {
                Blocks = [.. stage.Blocks.Select(block => counts(stage, block, place++))],
            })],
        };
    }
}
