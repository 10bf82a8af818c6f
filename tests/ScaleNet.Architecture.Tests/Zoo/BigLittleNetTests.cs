using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

public sealed class BigLittleNetTests
{
    private static readonly BigLittleSpec Small = (BigLittleSpec)Catalog.Get("blresnet20_small").Spec;

    [Theory]
    [InlineData(2, 1, 1, 1)]
    [InlineData(3, 4, 2, 1)]
    [InlineData(8, 4, 7, 1)]
    [InlineData(18, 4, 17, 3)]
    [InlineData(6, 1, 5, 5)]
    public void A_module_has_one_block_less_in_the_big_branch_and_a_share_less_one_in_the_little(
        int blocks, int beta, int big, int little)
    {
        var graph = Module(blocks, beta).Lower();

        Assert.Equal(big, Blocks(graph, "layer1.big."));
        Assert.Equal(little, Blocks(graph, "layer1.little."));
        Assert.Equal(1, Blocks(graph, "layer1.fusion."));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void The_big_branch_ends_in_a_ReLU_only_where_it_has_one_block(int blocks, bool endsInRelu)
    {
        var graph = Module(blocks, beta: 4).Lower();

        var end = graph.Nodes[graph["layer1.resize"].Inputs[0]];

        Assert.Equal(endsInRelu, end.Op is ReluOp);
        Assert.Equal(endsInRelu, end.Op is not AddOp);
    }

    [Fact]
    public void The_big_branch_is_replicated_to_the_little_one_and_a_ReLU_follows_the_sum()
    {
        var graph = Module(blocks: 3, beta: 4).Lower();

        Assert.Equal(new ResizeOp(ResizeMode.Nearest), graph["layer1.resize"].Op);
        Assert.Equal(graph["layer1.little_e.1"].Index, graph["layer1.resize"].Inputs[1]);
        Assert.Equal([graph["layer1.resize"].Index, graph["layer1.little_e.1"].Index], graph["layer1.add"].Inputs);
        Assert.Equal([graph["layer1.add"].Index], graph["layer1.relu"].Inputs);
        Assert.Equal([graph["layer1.relu"].Index], graph["layer1.fusion.0.conv1"].Inputs);
    }

    [Theory]
    [InlineData("blresnet50", "2 2 1")]
    [InlineData("blresnet38_small", "2 1")]
    public void The_joint_blocks_halve_the_map_in_all_modules_but_the_last(string id, string strides)
    {
        var graph = Catalog.Get(id).Spec.Lower();

        var joint = graph.Nodes.Where(node => node.Path.EndsWith("fusion.0.conv2", StringComparison.Ordinal));

        Assert.Equal(strides, string.Join(' ', joint.Select(node => ((Conv2dOp)node.Op).Stride)));
    }

    [Fact]
    public void A_shortcut_of_stride_2_pools_the_average_and_is_projected_only_to_other_channels()
    {
        var graph = Catalog.Get("blresnet50").Spec.Lower();

        Assert.Equal(new AvgPoolOp(3, 2, 1), graph["layer1.big.0.avg_pool"].Op);
        Assert.Equal([graph["layer1.big.0.avg_pool"].Index], graph["layer1.big.0.downsample.1"].Inputs);
        Assert.Equal(new Conv2dOp(64, 256, 1, 1, 0), graph["layer1.big.0.downsample.1"].Op);
        Assert.Equal(new Conv2dOp(64, 128, 1, 1, 0), graph["layer1.little.0.downsample.0"].Op);
        Assert.Contains(graph["layer1.fusion.0.avg_pool"].Index, graph["layer1.fusion.0.add"].Inputs);
        Assert.DoesNotContain(
            graph.Nodes, node => node.Path.StartsWith("layer1.fusion.0.downsample", StringComparison.Ordinal));
    }

    // 10 / 3 = 3 channels of the little stem; 4 * 7 / 3 = 9 of the little blocks, which have 9 / 4 = 2 inside.
    [Fact]
    public void Alpha_divides_the_channels_of_the_little_branch_rounding_down()
    {
        var graph = (Small with
        {
            Stem = StemKind.ImageNet,
            StemChannels = 10,
            Alpha = 3,
            Stages = [new(7, 2), new(8, 1)],
        }).Lower();

        Assert.Equal(new Conv2dOp(10, 3, 3, 1, 1), graph["l_conv0"].Op);
        Assert.Equal(new Conv2dOp(10, 2, 1, 1, 0), graph["layer1.little.0.conv1"].Op);
        Assert.Equal(new Conv2dOp(2, 9, 1, 1, 0), graph["layer1.little.0.conv3"].Op);
        Assert.Equal(new Conv2dOp(9, 28, 1, 1, 0), graph["layer1.little_e.0"].Op);
    }

    [Fact]
    public void Alpha_of_one_and_beta_of_one_make_two_branches_of_one_width_and_depth()
    {
        var graph = (Module(blocks: 4, beta: 1) with { Alpha = 1 }).Lower();

        Assert.Equal(Blocks(graph, "layer1.big."), Blocks(graph, "layer1.little."));
        Assert.Equal(graph["layer1.big.1.conv2"].Op, graph["layer1.little.1.conv2"].Op);
    }

    [Theory]
    [InlineData(29, 31, 8, 8)]
    [InlineData(28, 28, 7, 7)]
    [InlineData(33, 50, 9, 13)]
    [InlineData(7, 7, 2, 2)]
    [InlineData(64, 64, 16, 16)]
    public void Images_of_any_size_are_taken(int height, int width, int lastHeight, int lastWidth)
    {
        var graph = Small.Lower();

        var shapes = ShapeInference.Infer(graph, height, width);

        Assert.Equal(new MapShape(256, lastHeight, lastWidth), shapes[graph.Output("layer3").Index]);
    }

    [Fact]
    public void Exactly_the_last_batch_norm_of_every_block_starts_at_zero()
    {
        var graph = Catalog.Get("blresnet50").Spec.Lower();

        Assert.Equal(WeightInitialization.Default, graph.Initialization);
        Assert.All(
            graph.Nodes.Where(node => node.Op is BatchNormOp),
            node => Assert.Equal(node.Path.EndsWith(".bn3", StringComparison.Ordinal), ((BatchNormOp)node.Op).StartsAtZero));
    }

    private static BigLittleSpec Module(int blocks, int beta) =>
        Small with { Beta = beta, Stages = [new(4, blocks), new(8, 1)] };

    private static int Blocks(Graph graph, string path) => graph.Nodes.Count(node =>
        node.Path.StartsWith(path, StringComparison.Ordinal) && node.Path.EndsWith(".conv1", StringComparison.Ordinal));
}
