using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class ChannelScoresTests
{
    [Fact]
    public void The_batch_norm_that_follows_each_branch_is_asked_for_its_scale()
    {
        var asked = new List<string>();

        ChannelScores.Read(TinyNetworks.OneBlockPerStage.Lower(), scales: 4, key =>
        {
            asked.Add(key);
            return [1];
        });

        Assert.Equal(
            from stage in Enumerable.Range(1, 4)
            from scale in Enumerable.Range(0, 4)
            select $"layer{stage}.0.bn2.{scale}.weight",
            asked);
    }

    [Fact]
    public void Scores_are_kept_by_block_scale_and_channel()
    {
        var state = new Dictionary<string, float[]>
        {
            ["layer1.0.bn2.0.weight"] = [1, 2],
            ["layer1.0.bn2.1.weight"] = [3, 4],
            ["layer1.1.bn2.0.weight"] = [5, 6],
            ["layer1.1.bn2.1.weight"] = [7, 8],
        };

        var scores = ChannelScores.Read(TinyNetworks.TwoBlocks.Lower(), scales: 2, key => state[key]);

        Assert.Equal([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], Table(scores));
    }

    [Fact]
    public void A_scale_without_channels_stays_empty()
    {
        var spec = TinyNetworks.TwoBlocks with
        {
            Scales = [1, 2, 4],
            Stages = [new ScaleNetStage(2, [[0, 2, 0], [1, 0, 0]])],
        };
        var state = new Dictionary<string, float[]>
        {
            ["layer1.0.bn2.1.weight"] = [3, 4],
            ["layer1.1.bn2.0.weight"] = [5],
        };

        var scores = ChannelScores.Read(spec.Lower(), scales: 3, key => state[key]);

        Assert.Equal([[[], [3, 4], []], [[5], [], []]], Table(scores));
    }

    [Fact]
    public void The_sign_does_not_count()
    {
        var scores = ChannelScores.Read(TinyNetworks.TwoBlocks.Lower(), scales: 2, _ => [-0.5f, 0.25f]);

        Assert.All(scores.Blocks.SelectMany(block => block), scale => Assert.Equal([0.5f, 0.25f], scale));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_scale_that_is_not_finite_is_refused_with_its_key_and_index(float value, string text)
    {
        var error = Assert.Throws<SpecException>(() => ChannelScores.Read(
            TinyNetworks.TwoBlocks.Lower(), scales: 2, key => key == "layer1.1.bn2.0.weight" ? [1, value] : [1, 1]));

        Assert.Equal(
            $"layer1.1.bn2.0.weight[1]: got {text}, expected a finite scale. The seed's training diverged; train it again.",
            error.Message);
    }

    [Fact]
    public void A_network_without_scale_aggregation_blocks_is_refused()
    {
        var graph = Catalog.Get("resnet11_small").Spec.Lower();

        var error = Assert.Throws<SpecException>(() => ChannelScores.Read(graph, scales: 4, _ => []));

        Assert.Equal(
            "ResNet-11-small: has no scale-aggregation blocks, so nothing can be allocated. Train a seed.", error.Message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(-0.5f, "-0.5")]
    public void Scores_that_are_no_magnitudes_are_refused_with_their_place(float value, string text)
    {
        var error = Assert.Throws<SpecException>(() => ScoreTables.Of([[1, 2], [3, 4]], [[1, 2], [3, value]]));

        Assert.Equal(
            $"scores of block 1, scale number 1, channel 1: got {text}, expected a finite number of at least 0. "
            + "Take absolute values, of a training that did not diverge.",
            error.Message);
    }

    [Fact]
    public void Scores_that_are_all_equal_say_nothing()
    {
        var equal = ScoreTables.Of([[1, 1], [1, 1]], [[1, 1], [1, 1]]);

        var error = Assert.Throws<SpecException>(() => equal.RequireDifferences("runs/seed1"));

        Assert.Equal(
            "runs/seed1: all scores are equal (got 1), so they do not say which channels matter. "
            + "Train the seed, or use a policy that does not look at them (even, random).",
            error.Message);
        ScoreTables.TwoBlocks.RequireDifferences("a seed that learned");
    }

    private static float[][][] Table(ChannelScores scores) =>
        [.. scores.Blocks.Select(block => block.Select(scale => scale.ToArray()).ToArray())];
}
