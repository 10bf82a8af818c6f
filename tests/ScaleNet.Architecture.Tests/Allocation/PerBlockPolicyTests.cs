using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class PerBlockPolicyTests
{
    private static readonly ScaleNetSpec Seed = TinyNetworks.TwoBlocks;

    // Rows: the ratio (planes are 2), then a and b of block 0, a and b of block 1.
    [Theory]
    [InlineData(0.5, 1, 0, 1, 0)]
    [InlineData(1.0, 1, 1, 2, 0)]
    [InlineData(1.5, 1, 2, 2, 1)]
    [InlineData(2.0, 2, 2, 2, 2)]
    [InlineData(0.0001, 1, 0, 1, 0)]
    [InlineData(99, 2, 2, 2, 2)]
    [InlineData(1.0001, 1, 2, 2, 1)]
    public void Every_block_keeps_its_best_channels(double ratio, int a0, int b0, int a1, int b1)
    {
        var spec = PerBlockPolicy.Instance.StructureAt(Seed, ScoreTables.TwoBlocks, ratio);

        Assert.Equal([new ScaleNetStage(2, [[a0, b0], [a1, b1]])], spec.Stages);
        Assert.Equal(Seed with { Stages = spec.Stages }, spec);
    }

    [Theory]
    [InlineData(0.5, 1, 0)]
    [InlineData(1.0, 2, 0)]
    [InlineData(1.5, 2, 1)]
    public void Ties_go_to_the_finer_scale(double ratio, int a, int b)
    {
        var scores = ScoreTables.Of([[0.5f, 0.5f], [0.5f, 0.5f]], [[0.5f, 0.5f], [0.5f, 0.5f]]);

        var spec = PerBlockPolicy.Instance.StructureAt(Seed, scores, ratio);

        Assert.Equal([[a, b], [a, b]], spec.Blocks.Select(block => block.ToArray()));
    }

    public static TheoryData<string, float[][][]> ScoresOfOtherSeeds => new()
    {
        { "fewer blocks", [[[1, 1], [1, 1]]] },
        { "more blocks", [[[1, 1], [1, 1]], [[1, 1], [1, 1]], [[1, 1], [1, 1]]] },
        { "more scales", [[[1, 1], [1, 1], [1]], [[1, 1], [1, 1], [1]]] },
        { "fewer channels", [[[1, 1], [1, 1]], [[1, 1], [1]]] },
        { "the same channels in one block", [[[1, 1], [1, 1], [1, 1], [1, 1]]] },
        { "the same channels in four blocks", [[[1, 1]], [[1, 1]], [[1, 1]], [[1, 1]]] },
    };

    [Theory]
    [MemberData(nameof(ScoresOfOtherSeeds))]
    public void Scores_of_another_seed_are_refused(string difference, float[][][] scores)
    {
        var error = Record.Exception(() => PerBlockPolicy.Instance.StructureAt(Seed, ScoreTables.Of(scores), ratio: 1));

        Assert.True(error is SpecException, difference);
        Assert.Equal(
            "two blocks: the scores are not this seed's: their blocks, scales or channels differ.", error!.Message);
    }

    [Fact]
    public void It_cannot_work_without_scores()
    {
        Assert.Throws<ArgumentNullException>(() => PerBlockPolicy.Instance.StructureAt(Seed, null, ratio: 1));
    }
}
