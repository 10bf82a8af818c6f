using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

public sealed class ScaleAggregationNetTests
{
    // The release needs maps of 7x7 in its last stage, images of 221 at least.
    [Theory]
    [InlineData(32, 32, 1, 1)]
    [InlineData(64, 64, 2, 2)]
    [InlineData(97, 131, 3, 4)]
    [InlineData(221, 221, 7, 7)]
    [InlineData(224, 288, 7, 9)]
    [InlineData(600, 1000, 18, 31)]
    public void Images_of_any_size_are_taken(int height, int width, int lastHeight, int lastWidth)
    {
        var graph = Catalog.Get("scalenet50").Spec.Lower();

        var shapes = ShapeInference.Infer(graph, height, width);

        Assert.Equal(new MapShape(2048, lastHeight, lastWidth), shapes[graph.Output("layer4").Index]);
        Assert.Equal(new MapShape(1000, 1, 1), shapes[graph.Output(Graph.Logits).Index]);
    }

    [Fact]
    public void A_scale_without_channels_is_not_built_and_leaves_a_gap()
    {
        var graph = Block([3, 0, 2, 0]);

        var paths = graph.Nodes.Where(node => node.Part == "layer1.0").Select(node => node.Path["layer1.0.".Length..]);

        Assert.Equal(
            [
                "downsample.0", "downsample.1", "conv1", "bn1", "relu", "conv2.0", "bn2.0",
                "max_pool", "conv2.2", "resize", "bn2.2", "concat", "relu_2", "conv3", "bn3", "add", "relu_3",
            ],
            paths);
    }

    [Fact]
    public void A_single_scale_is_not_concatenated()
    {
        var graph = Block([0, 5, 0, 0]);

        Assert.DoesNotContain(graph.Nodes, node => node.Op is ConcatOp);
        Assert.Equal(graph["layer1.0.bn2.1"].Index, graph["layer1.0.relu_2"].Inputs.Single());
    }

    [Fact]
    public void Batch_norm_follows_the_resizing_and_one_ReLU_the_concatenation()
    {
        var graph = Block([3, 2, 0, 0]);

        Assert.Equal([graph["layer1.0.resize"].Index], graph["layer1.0.bn2.1"].Inputs);
        Assert.Equal([graph["layer1.0.conv2.1"].Index, graph["layer1.0.relu"].Index], graph["layer1.0.resize"].Inputs);
        Assert.Equal([graph["layer1.0.bn2.0"].Index, graph["layer1.0.bn2.1"].Index], graph["layer1.0.concat"].Inputs);
        Assert.Equal([graph["layer1.0.concat"].Index], graph["layer1.0.relu_2"].Inputs);
    }

    [Fact]
    public void The_shortcut_takes_the_pooled_map_and_is_projected_in_the_first_block_of_a_stage_only()
    {
        var graph = Catalog.Get("scalenet50").Spec.Lower();
        var pool = graph["layer2.0.max_pool"];

        Assert.Equal(new MaxPoolOp(2, 2, 0), pool.Op);
        Assert.Equal(graph.Output("layer1").Index, pool.Inputs.Single());
        Assert.Equal([pool.Index], graph["layer2.0.conv1"].Inputs);
        Assert.Equal([pool.Index], graph["layer2.0.downsample.0"].Inputs);
        Assert.Equal(new Conv2dOp(256, 512, 1, 1, 0), graph["layer2.0.downsample.0"].Op);
        Assert.Contains(graph["layer2.0.relu_3"].Index, graph["layer2.1.add"].Inputs);
    }

    [Theory]
    [InlineData("scalenet50")]
    [InlineData("scalenet50_light")]
    [InlineData("scalenet101")]
    [InlineData("scalenet152")]
    public void Kernels_are_1x1_only_for_scale_7_in_the_last_stage(string id)
    {
        var small = Branches(Catalog.Get(id).Spec.Lower()).Where(node => ((Conv2dOp)node.Op).Kernel == 1);

        Assert.All(small, node => Assert.Equal(("layer4", 3), (node.Path[..6], node.Branch!.Value.Scale)));
    }

    [Fact]
    public void With_all_scales_in_every_stage_exactly_one_kernel_is_1x1()
    {
        var kernels = Branches(TinyNetworks.OneBlockPerStage.Lower()).ToLookup(node => ((Conv2dOp)node.Op).Kernel);

        Assert.Equal(["layer4.0.conv2.3"], kernels[1].Select(node => node.Path));
        Assert.Equal(15, kernels[3].Count());
    }

    // The rule halves by the scale's index: a side of 4 is one pixel or less from index 2 on, whatever the scale.
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 1, 1)]
    [InlineData(4, 3, 3, 1)]
    [InlineData(5, 3, 3, 3)]
    public void The_kernel_follows_the_side_and_the_index_of_the_scale(int side, params int[] kernels)
    {
        var spec = TinyNetworks.TwoBlocks with
        {
            Resolution = side,
            Scales = [1, 5, 6],
            Stages = [new ScaleNetStage(2, [[1, 1, 1]])],
        };

        Assert.Equal(kernels, Branches(spec.Lower()).Select(node => ((Conv2dOp)node.Op).Kernel));
    }

    [Fact]
    public void Branches_carry_their_place_counted_through_the_network()
    {
        var places = Branches(TinyNetworks.TwoBlocks.Lower()).Select(node => (node.Path, node.Branch!.Value));

        Assert.Equal(
            [
                ("layer1.0.conv2.0", new BranchPlace(0, 0)), ("layer1.0.conv2.1", new BranchPlace(0, 1)),
                ("layer1.1.conv2.0", new BranchPlace(1, 0)), ("layer1.1.conv2.1", new BranchPlace(1, 1)),
            ],
            places);
    }

    private static IEnumerable<Node> Branches(Graph graph) => graph.Nodes.Where(node => node.Branch is not null);

    private static Graph Block(int[] channels) => (TinyNetworks.OneBlockPerStage with
    {
        Stages = [new ScaleNetStage(8, [[.. channels]])],
    }).Lower();
}
