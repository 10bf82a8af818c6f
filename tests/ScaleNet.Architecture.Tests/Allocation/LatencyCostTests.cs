using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class LatencyCostTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.75)]
    [InlineData(3, 1)]
    [InlineData(7, 3)]
    [InlineData(9, 4)]
    public void Times_are_interpolated_and_go_on_with_the_last_slope(int channels, double milliseconds)
    {
        var curve = new LatencyCurve(0, 0, [1, 3, 7], [0.5, 1, 3]);

        Assert.Equal(milliseconds, curve.At(channels), 1e-9);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1.5)]
    [InlineData(3, 1.5)]
    [InlineData(4, 3)]
    public void Times_that_fall_are_averaged_and_none_is_negative(int channels, double milliseconds)
    {
        var curve = new LatencyCurve(0, 0, [1, 2, 3, 4], [-1, 2, 1, 3]);

        Assert.Equal(milliseconds, curve.At(channels), 1e-9);
    }

    [Fact]
    public void A_network_is_the_sum_of_its_branches()
    {
        var cost = LatencyTables.For(TinyNetworks.TwoBlocks);
        var network = TinyNetworks.TwoBlocks with { Stages = [new ScaleNetStage(2, [[1, 4], [4, 0]])] };

        // 2 for the smallest; scale 1 of 1 and 4 channels: 0 and 1.5; scale 2 of 4 channels: 1.
        Assert.Equal(4_500_000, cost.Of(network));
        Assert.Equal("4.500", cost.Text(4_500_000));
        Assert.Equal(4.5, LatencyCost.ToMilliseconds(LatencyCost.FromMilliseconds(4.5)));
    }

    [Fact]
    public void A_network_of_another_frame_is_refused()
    {
        var cost = LatencyTables.For(TinyNetworks.TwoBlocks);

        var more = Assert.Throws<SpecException>(() => cost.Of(TinyNetworks.OneBlockPerStage));
        Assert.Equal("latency table: has no measurements of stage 1, scale number 3. Measure again.", more.Message);
        Assert.Throws<SpecException>(() => cost.Of(TinyNetworks.SeResNet));
    }

    [Fact]
    public void A_budget_of_time_needs_a_table() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CostBudget(CostKind.Latency, 1));
}
