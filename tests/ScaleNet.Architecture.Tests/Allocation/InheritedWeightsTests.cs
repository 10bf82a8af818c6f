using FsCheck.Xunit;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class InheritedWeightsTests
{
    private static readonly ScaleNetSpec Seed = TinyNetworks.TwoBlocks;

    private static WeightFile State { get; } = Draw.Weights(Seed.Lower());

    // Of block 0 scale 1 keeps channel 0 (.9), scale 2 both; of block 1 scale 1 keeps channel 1 (.6), scale 2 none.
    private static ScaleNetSpec Allocated { get; } = Seed with { Name = "allocated", Stages = [new ScaleNetStage(2, [[1, 2], [1, 0]])] };

    [Fact]
    public void With_all_channels_kept_nothing_changes()
    {
        var cut = InheritedWeights.Cut(Seed, ScoreTables.TwoBlocks, State, Seed);

        Assert.Equal(State.Tensors.Keys, cut.Tensors.Keys);
        Assert.All(State.Tensors, tensor => Assert.Equal(tensor.Value.Data, cut.Tensors[tensor.Key].Data));
    }

    [Fact]
    public void A_channel_takes_its_row_its_batch_norm_and_its_column_along()
    {
        var cut = InheritedWeights.Cut(Seed, ScoreTables.TwoBlocks, State, Allocated);

        Assert.Equal(Values(State, "layer1.1.conv2.0.weight")[18..], Values(cut, "layer1.1.conv2.0.weight"));
        Assert.All(
            (string[])["weight", "bias", "running_mean", "running_var"],
            name => Assert.Equal(Values(State, $"layer1.1.bn2.0.{name}")[1..], Values(cut, $"layer1.1.bn2.0.{name}")));
        Assert.Equal(Columns("layer1.0.conv3.weight", 0, 2, 3), Values(cut, "layer1.0.conv3.weight"));
        Assert.Equal(Columns("layer1.1.conv3.weight", 1), Values(cut, "layer1.1.conv3.weight"));
        Assert.Equal(Values(State, "layer1.0.conv2.1.weight"), Values(cut, "layer1.0.conv2.1.weight"));
        Assert.Equal(Values(State, "fc.weight"), Values(cut, "fc.weight"));
        Assert.DoesNotContain("layer1.1.conv2.1.weight", cut.Tensors.Keys);
    }

    [Property(Arbitrary = [typeof(NetworkArbitraries)], MaxTest = 20)]
    public void Every_tensor_has_the_shape_that_the_allocated_network_takes(ScoredSeed seed, byte share)
    {
        var ladder = GlobalPolicy.Instance.Ladder(seed.Seed, seed.Scores, MacsCost.Instance);
        var spec = ladder.At(ladder.Ratios[(ladder.Ratios.Count - 1) * share / byte.MaxValue]);

        var cut = InheritedWeights.Cut(seed.Seed, seed.Scores, Draw.Weights(seed.Seed.Lower()), spec);

        Assert.Equal(
            StateDictionary.Describe(spec.Lower()).Select(entry => (entry.Key, string.Join('x', entry.Shape))),
            cut.Tensors.Select(tensor => (tensor.Key, string.Join('x', tensor.Value.Shape))));
    }

    [Fact]
    public void A_branch_that_is_wider_than_the_seeds_has_nothing_to_inherit()
    {
        var wide = Seed with { Name = "wide", Stages = [new ScaleNetStage(2, [[2, 2], [2, 5]])] };

        var error = Assert.Throws<SpecException>(() => InheritedWeights.Cut(Seed, ScoreTables.TwoBlocks, State, wide));

        Assert.StartsWith("wide: block 1 has 5 channels at scale 2, the seed has 2: there is nothing to inherit", error.Message, StringComparison.Ordinal);
    }

    private static float[] Values(WeightFile file, string key) => file.Tensors[key].ToFloat32();

    private static float[] Columns(string key, params int[] columns)
    {
        var values = Values(State, key);
        return [.. from row in Enumerable.Range(0, 8) from column in columns select values[(row * 4) + column]];
    }
}
