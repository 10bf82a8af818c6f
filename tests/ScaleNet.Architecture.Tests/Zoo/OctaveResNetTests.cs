using FsCheck.Xunit;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

[Properties(Arbitrary = [typeof(NetworkArbitraries)])]
public sealed class OctaveResNetTests
{
    private const double Steps = 256;

    // Every pair of an input and an output channel has its weight, whichever parts they are in.
    [Property]
    public void The_share_of_low_channels_does_not_change_the_number_of_parameters(ResNetSpec resNet, byte alpha)
    {
        var octave = FamilyGenerators.Octave(resNet, alpha / Steps).Lower();

        Assert.Equal(CostModel.CountParameters(resNet.Lower()), CostModel.CountParameters(octave));
    }

    [Property]
    public void More_low_channels_never_cost_more(ResNetSpec resNet, byte first, byte second)
    {
        var side = resNet.Resolution;
        var (less, more) = (Math.Min(first, second) / Steps, Math.Max(first, second) / Steps);

        var dear = CostModel.Measure(FamilyGenerators.Octave(resNet, less).Lower(), side, side);
        var cheap = CostModel.Measure(FamilyGenerators.Octave(resNet, more).Lower(), side, side);

        Assert.InRange(cheap.Macs, 0, dear.Macs);
        Assert.InRange(dear.Macs, 0, CostModel.Measure(resNet.Lower(), side, side).Macs);
    }

    // The official networks normalise before the convolutions instead of after, but have the same convolutions.
    [Theory]
    [InlineData(0, "4.089")]
    [InlineData(0.125, "3.565")]
    [InlineData(0.25, "3.104")]
    [InlineData(0.5, "2.367")]
    [InlineData(0.75, "1.880")]
    public void The_MACs_at_each_share_are_the_official_networks(double alpha, string gigaMacs)
    {
        var spec = (OctaveSpec)Catalog.Get("oct_resnet50").Spec with { Alpha = alpha };

        var macs = CostModel.Measure(spec.Lower(), 224, 224).Macs;

        Assert.Equal(gigaMacs, FormattableString.Invariant($"{macs / 1e9:F3}"));
    }

    [Fact]
    public void The_first_block_splits_the_map_and_the_last_stage_joins_its_parts()
    {
        var graph = Catalog.Get("oct_resnet50").Spec.Lower();

        Assert.Equal(["h2l", "h2h"], Paths(graph, "layer1.0.conv1"));
        Assert.Equal(["l2l", "l2h", "h2l", "h2h"], Paths(graph, "layer1.0.conv2"));
        Assert.Equal(["l2h", "h2h"], Paths(graph, "layer4.0.conv1"));
        Assert.Equal(["h2h"], Paths(graph, "layer4.0.conv2"));
        Assert.Equal(["l2h", "h2h"], Paths(graph, "layer4.0.downsample.0"));
    }

    [Fact]
    public void A_stride_of_2_pools_both_parts_first_and_what_rises_has_its_size_already()
    {
        var graph = Catalog.Get("oct_resnet50").Spec.Lower();
        var half = new AvgPoolOp(2, 2, 0);

        Assert.Equal(half, Source(graph, "layer2.0.conv2.conv.conv_h2h").Op);
        Assert.Equal(half, Source(graph, "layer2.0.conv2.conv.conv_l2l").Op);
        Assert.IsType<ReluOp>(Source(graph, "layer2.0.conv2.conv.conv_l2h").Op);
        Assert.Equal(Source(graph, "layer2.0.conv2.conv.conv_h2h").Index, Source(graph, "layer2.0.conv2.conv.conv_h2l").Inputs[0]);
        Assert.Equal(
            [graph["layer2.0.conv2.conv.conv_l2h"].Index, graph["layer2.0.conv2.conv.conv_h2h"].Index],
            graph.Nodes[graph["layer2.0.conv2.bn_h"].Inputs[0]].Inputs);
    }

    [Fact]
    public void Convolutions_have_stride_1_and_what_rises_is_replicated()
    {
        var spec = (OctaveSpec)Catalog.Get("oct_resnet20_small").Spec;

        var operations = spec.Lower().Nodes.Select(node => node.Op).ToList();

        Assert.All(operations.OfType<Conv2dOp>(), conv => Assert.Equal(1, conv.Stride));
        Assert.All(operations.OfType<ResizeOp>(), resize => Assert.Equal(ResizeMode.Nearest, resize.Mode));
        Assert.NotEmpty(operations.OfType<ResizeOp>());
    }

    // A low part of a 7x7 map has 3x3 pixels, and a stage's stride makes 3x3 and 1x1 of them.
    [Theory]
    [InlineData(28, 28, 14, 14, 7, 7)]
    [InlineData(30, 31, 15, 15, 7, 7)]
    [InlineData(64, 64, 32, 32, 16, 16)]
    [InlineData(29, 50, 14, 25, 7, 12)]
    [InlineData(7, 9, 3, 4, 1, 2)]
    public void The_low_part_of_an_odd_map_rounds_down(
        int height, int width, int secondHeight, int secondWidth, int lowHeight, int lowWidth)
    {
        var graph = Catalog.Get("oct_resnet20_small").Spec.Lower();

        var shapes = ShapeInference.Infer(graph, height, width);

        Assert.Equal(new MapShape(64, secondHeight, secondWidth), shapes[graph.Output("layer2.h").Index]);
        Assert.Equal(new MapShape(64, lowHeight, lowWidth), shapes[graph.Output("layer2.l").Index]);
    }

    // The third stage's map has 2x2 pixels for an image of 29x29, one for 28x28.
    [Fact]
    public void A_map_of_one_pixel_has_no_room_for_a_low_part()
    {
        var graph = Catalog.Get("oct_resnet50").Spec.Lower();

        Assert.Equal(new MapShape(512, 1, 1), ShapeInference.Infer(graph, 29, 29)[graph.Output("layer3.l").Index]);
        var error = Assert.Throws<GraphException>(() => ShapeInference.Infer(graph, 28, 28));
        Assert.EndsWith("a map side of 1 is smaller than the 2x2 window", error.Message, StringComparison.Ordinal);
    }

    // Of the 5 planes and 20 outputs of a block a share of 0.19 makes 0 and 3 low ones.
    [Fact]
    public void The_number_of_low_channels_rounds_down_and_a_layer_may_have_none()
    {
        var spec = (OctaveSpec)Catalog.Get("oct_resnet11_small").Spec with { Alpha = 0.19, Stages = [new(5, 2), new(5, 1)] };

        var graph = spec.Lower();

        Assert.Equal(["h2h"], Paths(graph, "layer1.0.conv1"));
        Assert.Equal(["h2l", "h2h"], Paths(graph, "layer1.0.conv3"));
        Assert.Equal(["l2h", "h2h"], Paths(graph, "layer1.1.conv1"));
        Assert.Equal(3, ((BatchNormOp)graph["layer1.0.conv3.bn_l"].Op).Channels);
    }

    [Fact]
    public void No_batch_norm_starts_at_zero()
    {
        var graph = Catalog.Get("oct_resnet50").Spec.Lower();

        Assert.Equal(WeightInitialization.Default, graph.Initialization);
        Assert.All(graph.Nodes.Select(node => node.Op).OfType<BatchNormOp>(), norm => Assert.False(norm.StartsAtZero));
    }

    private static Node Source(Graph graph, string path) => graph.Nodes[graph[path].Inputs[0]];

    private static IEnumerable<string> Paths(Graph graph, string layer) =>
        from node in graph.Nodes
        where node.Path.StartsWith($"{layer}.conv.conv_", StringComparison.Ordinal)
        select node.Path[^3..];
}
