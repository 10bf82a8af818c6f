using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Rewrites;

/// <summary>Channels of zeros; that the values stay is tested where networks run.</summary>
public sealed class ChannelAlignmentTests
{
    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("scalenet50")]
    [InlineData("scalenet101")]
    [InlineData("scalenet152")]
    public void Every_convolution_behind_branches_reads_a_multiple(string model)
    {
        var graph = Catalog.Get(model).Spec.Lower();
        var (folded, weights) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        var (padded, tensors) = ChannelAlignment.Pad(folded, weights);

        Assert.Contains(Conv3(folded), conv => conv.InChannels % ChannelAlignment.DefaultMultiple != 0);
        Assert.All(Conv3(padded), conv => Assert.Equal(0, conv.InChannels % ChannelAlignment.DefaultMultiple));
        Assert.All(
            StateDictionary.Describe(padded), entry => Assert.Equal(entry.Shape, tensors.Tensors[entry.Key].Shape));
    }

    //  x (1) --+-- a: 1x1 (3) --.
    //          +-- b: 1x1 (4) --+-- concat (7) -- relu -- c: 1x1 (2)
    [Fact]
    public void Zeros_stand_behind_each_branch()
    {
        var graph = TwoBranches(groups: 1);
        var weights = new WeightFile(
        [
            new("a.weight", WeightTensor.FromFloat32([1, 2, 3], 3, 1, 1, 1)),
            new("b.weight", WeightTensor.FromFloat32([4, 5, 6, 7], 4, 1, 1, 1)),
            new("c.weight", WeightTensor.FromFloat32([.. Enumerable.Range(1, 14).Select(value => (float)value)], 2, 7, 1, 1)),
        ]);

        var (_, padded) = ChannelAlignment.Pad(graph, weights, multiple: 4);

        Assert.Equal([1, 2, 3, 0], padded.Tensors["a.weight"].ToFloat32());
        Assert.Same(weights.Tensors["b.weight"], padded.Tensors["b.weight"]);
        Assert.Equal(
            [1, 2, 3, 0, 4, 5, 6, 7, 8, 9, 10, 0, 11, 12, 13, 14], padded.Tensors["c.weight"].ToFloat32());
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("resnet50")]
    [InlineData("densenet121")]
    [InlineData("mixnet_s")]
    [InlineData("oct_resnet50")]
    public void Networks_whose_joined_maps_go_elsewhere_stay(string model)
    {
        var graph = Catalog.Get(model).Spec.Lower();
        var (folded, weights) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        var (padded, _) = ChannelAlignment.Pad(folded, weights, multiple: 7);

        Assert.Equal(folded.Nodes.Select(node => node.Op), padded.Nodes.Select(node => node.Op));
    }

    [Fact]
    public void A_reader_in_groups_keeps_its_channels()
    {
        var graph = TwoBranches(groups: 7);

        var (padded, _) = ChannelAlignment.Pad(graph, ZeroWeights.Of(graph), multiple: 4);

        Assert.Equal(graph.Nodes.Select(node => node.Op), padded.Nodes.Select(node => node.Op));
    }

    private static IEnumerable<Conv2dOp> Conv3(Graph graph) => graph.Nodes
        .Where(node => node.Path.EndsWith(".conv3", StringComparison.Ordinal)).Select(node => (Conv2dOp)node.Op);

    private static Graph TwoBranches(int groups)
    {
        var g = new GraphBuilder("net");
        var x = g.Input(1);
        var joined = g.Relu(g.Concat([g.Conv(x, "a", 3, kernel: 1), g.Conv(x, "b", 4, kernel: 1)]));
        g.Output("map", g.Conv(joined, "c", groups == 1 ? 2 : groups, kernel: 1, groups: groups));
        return g.Build();
    }
}
