using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Rewrites;

public sealed class BranchResolutionTests
{
    // Counted layer by layer for the published structures, independently of this code.
    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("scalenet50_light", 1, 2_503_996_416)]
    [InlineData("scalenet50", 1, 3_545_326_848)]
    [InlineData("scalenet101", 1, 7_029_478_656)]
    [InlineData("scalenet152", 1, 10_219_661_824)]
    public void Moving_all_replicated_branches_leaves_the_counted_macs(string model, int leastChannels, long macs)
    {
        var graph = Catalog.Get(model).Spec.Lower();
        var (folded, weights) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        var (split, _) = BranchResolution.Split(folded, weights, 224, 224, leastChannels);

        Assert.Equal(macs, CostModel.Measure(split, 224, 224).Macs);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Every_column_of_the_weight_is_kept_once()
    {
        var graph = Catalog.Get("scalenet50").Spec.Lower();
        var (folded, weights) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        var (split, sliced) = BranchResolution.Split(folded, weights, 224, 224);

        Assert.Equal(CostModel.CountParameters(folded), CostModel.CountParameters(split));
        Assert.Equal(StateDictionary.Describe(split).Select(entry => entry.Key), sliced.Tensors.Keys);
    }

    [Theory]
    [InlineData("resnet11_small")]
    [InlineData("blresnet20_small")]
    [InlineData("oct_resnet11_small")]
    [InlineData("mixnet_s")]
    public void A_network_without_branches_is_left_as_it_is(string model)
    {
        var graph = Catalog.Get(model).Spec.Lower();
        var (folded, weights) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        var (split, _) = BranchResolution.Split(folded, weights, 28, 28);

        Assert.Equal(folded.Nodes.Select(node => node.Path), split.Nodes.Select(node => node.Path));
    }

    // Its weight has no columns for the other groups' channels, so it cannot be cut by branches.
    [Fact]
    public void A_convolution_in_groups_is_left_as_it_is()
    {
        var g = new GraphBuilder("groups");
        var image = g.Input(32);
        var branches = g.Concat([image, g.Resize(g.MaxPool(image, kernel: 2, stride: 2), image, ResizeMode.Nearest)]);
        g.Output(Graph.Logits, g.Conv(g.Relu(branches), "conv", 8, kernel: 1, groups: 4));
        var graph = g.Build();

        var (split, _) = BranchResolution.Split(graph, ZeroWeights.Of(graph), 4, 4);

        Assert.Equal(graph.Nodes.Select(node => node.Path), split.Nodes.Select(node => node.Path));
    }
}
