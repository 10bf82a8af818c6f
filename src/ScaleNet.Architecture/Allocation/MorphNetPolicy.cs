using System.Collections.Immutable;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>MorphNet's step: channels whose scores a regulariser pressed below a threshold go, the rest is widened by one factor.</summary>
/// <remarks>
/// Source: Gordon et al. 2018, algorithm 1, as google-research/morph-net does it: O' = the number of channels with |gamma| above the
/// threshold, then the largest factor w for which w O' meets the budget. It makes sense for a seed that was trained with the
/// cost-weighted regulariser; without one, hardly a channel is below any threshold. Ours: only branches change, because the planes are
/// the frame that all compared networks share; numbers are rounded to the nearest, and a branch with any channel alive keeps one; a block
/// with none alive keeps its best channel; a branch is never wider than the seed's widest block. The ratio is w.
/// </remarks>
public sealed class MorphNetPolicy : IAllocationPolicy
{
    /// <summary>A |gamma| above which a channel is alive: ours, the scale at which MorphNet's examples put theirs.</summary>
    public const double DefaultThreshold = 0.01;

    private const double Half = 0.5;
    private readonly double _threshold;

    /// <summary>The step with a threshold.</summary>
    /// <param name="threshold">A channel is alive above it; not negative.</param>
    public MorphNetPolicy(double threshold = DefaultThreshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        _threshold = threshold;
    }

    /// <inheritdoc/>
    public string Name => "morphnet";

    /// <inheritdoc/>
    public string Settings => FormattableString.Invariant($"threshold {_threshold}");

    /// <inheritdoc/>
    public string? NoteOf(ChannelScores scores)
    {
        float[] all = [.. scores.Blocks.SelectMany(block => block).SelectMany(channels => channels)];
        var alive = all.Count(score => score > _threshold);
        return FormattableString.Invariant($"{alive} of {all.Length} channels are above the threshold of {_threshold}")
            + (alive == all.Length ? $", so that all branches are widened alike (the least score is {FormattableString.Invariant($"{all.Min():G3}")})"
                : alive == 0 ? ", so that each block has its best channel, widened" : "");
    }

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost)
    {
        ArgumentNullException.ThrowIfNull(scores);
        scores.RequireOf(seed);
        var alive = scores.Blocks.Select(Alive).ToImmutableArray();
        var most = (double)seed.Blocks.Max(block => block.Sum()) / alive.Max(block => block.Max());
        return new StructureLadder(
            Factors(alive, most),
            factor => KeptChannels.Replace(seed, (_, _, place) => [.. alive[place].Select(count => Widened(count, factor))]));
    }

    private ImmutableArray<int> Alive(ImmutableArray<ImmutableArray<float>> block)
    {
        var counts = block.Select(channels => channels.Count(score => score > _threshold)).ToImmutableArray();
        if (counts.Any(count => count > 0))
        {
            return counts;
        }

        var best = block.SelectMany(channels => channels).Max();
        return counts.SetItem(block.IndexOf(block.First(channels => channels.Contains(best))), 1);
    }

    private static int Widened(int count, double factor) =>
        count == 0 ? 0 : Math.Max(1, (int)Math.Floor((factor * count) + Half + KeptChannels.Rounding));

    // Every factor at which a number rounds to the next, from all branches at one channel up.
    private static double[] Factors(ImmutableArray<ImmutableArray<int>> alive, double most) =>
    [
        .. alive.SelectMany(block => block).Where(count => count > 0).Distinct()
            .SelectMany(count => Enumerable.Range(1, (int)Math.Ceiling(most * count)).Select(width => (width - Half) / count))
            .Where(factor => factor <= most)
            .Distinct()
            .Order(),
    ];
}
