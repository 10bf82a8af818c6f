using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class PerCostPolicyTests
{
    // A channel of scale 1 costs 416 MACs, one of scale 2 costs 200 (TinyNetworks.TwoBlocks). So block 0 ranks .8 .7 of scale 2 before
    // .9 .1 of scale 1, and block 1 .6 .5 of scale 1 before .1 .05 of scale 2.
    [Theory]
    [InlineData(0.5, 0, 1, 1, 0)]
    [InlineData(1.0, 0, 2, 2, 0)]
    [InlineData(1.5, 1, 2, 2, 1)]
    [InlineData(2.0, 2, 2, 2, 2)]
    public void Channels_rank_by_their_score_for_each_MAC(double ratio, int a0, int b0, int a1, int b1)
    {
        var spec = PerCostPolicy.Instance.StructureAt(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, ratio);

        Assert.Equal([[a0, b0], [a1, b1]], spec.Blocks.Select(block => block.ToArray()));
    }

    // Every channel has 28 parameters.
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void Where_all_cost_the_same_it_is_the_papers_policy(double ratio)
    {
        var ladder = PerCostPolicy.Instance.Ladder(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, ParametersCost.Instance);

        Assert.Equal(PerBlockPolicy.Instance.StructureAt(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, ratio), ladder.At(ratio));
    }

    [Fact]
    public void The_cost_of_a_channel_is_what_the_seed_costs_less_without_it()
    {
        Assert.All(ChannelCosts.Of(TinyNetworks.TwoBlocks, MacsCost.Instance), block => Assert.Equal([416, 200], block));
        Assert.All(ChannelCosts.Of(TinyNetworks.TwoBlocks, ParametersCost.Instance), block => Assert.Equal([28, 28], block));
    }

    [Fact]
    public void A_single_channel_of_a_scale_has_its_cost_too()
    {
        var seed = TinyNetworks.TwoBlocks with { Stages = [new(2, [[1, 2], [1, 2]])] };

        Assert.All(ChannelCosts.Of(seed, MacsCost.Instance), block => Assert.Equal([416, 200], block));
    }
}
