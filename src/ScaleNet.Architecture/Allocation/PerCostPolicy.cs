using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Inside each block rank the channels by score per cost of a channel, and keep the top k.</summary>
/// <remarks>
/// Source: the author in issue #1 of the release calls gamma divided by the cost the general score; the paper leaves the cost out. The
/// cost of a channel is what the seed would cost less with one channel of its scale, shared among those that go, in the budget's
/// currency: exactly the marginal cost for MACs and parameters, which are linear, and the mean slope for a measured latency. Determinism: ties
/// go to the finer scale, then to the lower channel.
/// </remarks>
public sealed class PerCostPolicy : IAllocationPolicy
{
    private PerCostPolicy()
    {
    }

    /// <summary>The policy; it has no state.</summary>
    public static PerCostPolicy Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "per-cost";

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost)
    {
        ArgumentNullException.ThrowIfNull(scores);
        scores.RequireOf(seed);
        var costs = ChannelCosts.Of(seed, cost);
        return new BlockRanking(
            seed, (block, scale) => scores.Blocks[block][scale].Select(score => score / costs[block][scale])).Ladder(seed);
    }
}
