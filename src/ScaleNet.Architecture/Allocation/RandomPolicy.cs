using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The control of a random split: every block's k channels in proportions that are drawn, not learned.</summary>
/// <remarks>
/// Each block draws its proportions uniformly among all (exponential numbers over their sum), so that a draw may well give one scale
/// nearly everything; ranking the channels in random order would come out almost even. Channel j of a scale with proportion w ranks
/// by w / (j + 1/2), so that the first k have the proportions, as far as the seed has the channels, and more budget never takes one
/// away. Determinism: a draw is a number and means the same split on every machine.
/// </remarks>
public sealed class RandomPolicy : IAllocationPolicy
{
    private const double Half = 0.5;
    private readonly int _draw;

    /// <summary>One of the draws.</summary>
    /// <param name="draw">Its number, from 0.</param>
    public RandomPolicy(int draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        _draw = draw;
    }

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public string Settings => FormattableString.Invariant($"draw {_draw}");

    /// <inheritdoc/>
    public bool LearnsFromScores => false;

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost)
    {
        var channels = seed.Blocks.ToList();
        return new BlockRanking(seed, (block, scale) =>
        {
            var weight = -Math.Log(1 - CounterRandom.Unit(Stream(block), scale));
            return Enumerable.Range(0, channels[block][scale]).Select(channel => weight / (channel + Half));
        }).Ladder(seed);
    }

    private ulong Stream(int block) => CounterRandom.Stream(FormattableString.Invariant($"random split of block {block}"), _draw);
}
