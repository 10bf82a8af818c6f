using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class KeptChannelsTests
{
    // In floating point 25 / 11 * 11 and its like are above the whole number, which must not round up to the next.
    [Theory]
    [InlineData(11, 25)]
    [InlineData(13, 27)]
    [InlineData(14, 29)]
    [InlineData(19, 21)]
    [InlineData(49, 1)]
    [InlineData(64, 88)]
    public void The_ratio_count_by_planes_keeps_count_channels(int planes, int count)
    {
        var stage = new ScaleNetStage(planes, [[100, 100]]);

        Assert.Equal(count, KeptChannels.Of(stage, stage.Blocks[0], (double)count / planes));
    }

    [Theory]
    [InlineData(0.3, 3)]
    [InlineData(0.01, 1)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(5, 8)]
    public void The_count_is_rounded_up_between_one_and_what_the_seed_has(double ratio, int count)
    {
        var stage = new ScaleNetStage(10, [[5, 3]]);

        Assert.Equal(count, KeptChannels.Of(stage, stage.Blocks[0], ratio));
    }

    [Fact]
    public void The_ratios_are_those_at_which_some_stage_gets_another_channel()
    {
        var seed = TinyNetworks.TwoBlocks with
        {
            Stages = [new ScaleNetStage(2, [[1, 1], [2, 1]]), new ScaleNetStage(4, [[1, 1]])],
        };

        Assert.Equal([0.25, 0.5, 1, 1.5], KeptChannels.Ratios(seed));
    }
}
