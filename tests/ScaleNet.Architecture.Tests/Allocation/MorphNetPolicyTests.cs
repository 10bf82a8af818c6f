using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class MorphNetPolicyTests
{
    // Above .4 are 1 and 2 channels of block 0, 2 and 0 of block 1. The widest block of the seed has 4, so that the factor ends at 2.
    [Theory]
    [InlineData(0.25, 1, 1, 1, 0)]
    [InlineData(0.75, 1, 2, 2, 0)]
    [InlineData(1.0, 1, 2, 2, 0)]
    [InlineData(1.25, 1, 3, 3, 0)]
    [InlineData(1.5, 2, 3, 3, 0)]
    [InlineData(1.75, 2, 4, 4, 0)]
    public void What_is_alive_is_widened_by_one_factor(double factor, int a0, int b0, int a1, int b1)
    {
        var spec = new MorphNetPolicy(0.4).StructureAt(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, factor);

        Assert.Equal([[a0, b0], [a1, b1]], spec.Blocks.Select(block => block.ToArray()));
    }

    [Fact]
    public void The_steps_are_the_factors_at_which_a_number_rounds_to_the_next()
    {
        var ladder = new MorphNetPolicy(0.4).Ladder(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, MacsCost.Instance);

        Assert.Equal([0.25, 0.5, 0.75, 1.25, 1.5, 1.75], ladder.Ratios);
    }

    [Fact]
    public void A_block_with_nothing_alive_keeps_its_best_channel()
    {
        var spec = new MorphNetPolicy(0.65).StructureAt(TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, ratio: 1);

        Assert.Equal([[1, 2], [1, 0]], spec.Blocks.Select(block => block.ToArray()));
    }

    // 880 + 416 a + 200 b MACs: at a factor of 1.5 a = 2 + 3 and b = 3, more than the seed has of either.
    [Fact]
    public void The_budget_decides_the_factor_and_may_widen_branches_beyond_the_seed()
    {
        var result = NeuronAllocator.Allocate(
            TinyNetworks.TwoBlocks, ScoreTables.TwoBlocks, new MorphNetPolicy(0.4), new CostBudget(CostKind.Macs, 3600));

        Assert.Equal((3560, 1.5, 4176L), (result.CostReached, result.Ratio, result.NextCost));
    }

    [Theory]
    [InlineData(0.4, "5 of 8 channels are above the threshold of 0.4")]
    [InlineData(0.0001, "8 of 8 channels are above the threshold of 0.0001, so that all branches are widened alike (the least score is 0.05)")]
    [InlineData(99, "0 of 8 channels are above the threshold of 99, so that each block has its best channel, widened")]
    public void How_many_channels_are_alive_is_told(double threshold, string note) =>
        Assert.Equal(note, new MorphNetPolicy(threshold).NoteOf(ScoreTables.TwoBlocks));

    [Fact]
    public void Other_policies_have_nothing_to_say_of_scores() =>
        Assert.All(AllocationPolicies.All.Where(policy => policy is not MorphNetPolicy), policy => Assert.Null(policy.NoteOf(ScoreTables.TwoBlocks)));

    [Fact]
    public void A_threshold_is_not_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => new MorphNetPolicy(-0.1));
}
