using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class GlobalPolicyTests
{
    // Scores of ScoreTables.TwoBlocks; the best of each block are .9 and .6, then .8 .7 .5 .1 .1 .05. The planes of both blocks are 4.
    [Theory]
    [InlineData(0.5, 1, 0, 1, 0)]
    [InlineData(0.75, 1, 1, 1, 0)]
    [InlineData(1.0, 1, 2, 1, 0)]
    [InlineData(1.25, 1, 2, 2, 0)]
    [InlineData(1.5, 2, 2, 2, 0)]
    [InlineData(1.75, 2, 2, 2, 1)]
    [InlineData(2.0, 2, 2, 2, 2)]
    [InlineData(1.2, 1, 2, 1, 0)]
    [InlineData(0.01, 1, 0, 1, 0)]
    [InlineData(99, 2, 2, 2, 2)]
    public void The_best_of_the_network_are_kept_and_the_best_of_each_block(double ratio, int a0, int b0, int a1, int b1)
    {
        var spec = GlobalPolicy.Instance.StructureAt(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, ratio);

        Assert.Equal([[a0, b0], [a1, b1]], spec.Blocks.Select(block => block.ToArray()));
    }

    [Fact]
    public void Every_channel_is_a_step()
    {
        var ladder = GlobalPolicy.Instance.Ladder(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, MacsCost.Instance);

        Assert.Equal([2, 3, 4, 5, 6, 7, 8], ladder.Ratios.Select(ratio => ladder.At(ratio).Blocks.Sum(block => block.Sum())));
    }

    [Fact]
    public void A_block_with_the_lowest_scores_keeps_its_best_channel()
    {
        var scores = ScoreTables.Of([[0.9f, 0.8f], [0.7f, 0.6f]], [[0.01f, 0.02f], [0.03f, 0.005f]]);

        var spec = GlobalPolicy.Instance.StructureAt(TinyNetworks.TwoBlocks, scores, ratio: 1.25);

        Assert.Equal([[2, 2], [0, 1]], spec.Blocks.Select(block => block.ToArray()));
    }
}
