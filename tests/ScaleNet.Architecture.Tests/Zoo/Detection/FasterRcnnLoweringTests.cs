using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Architecture.Zoo.Detection;

namespace ScaleNet.Architecture.Tests.Zoo.Detection;

/// <summary>Which maps a detector takes from which backbone, and what it does with them.</summary>
public sealed class FasterRcnnLoweringTests
{
    private const int Side = 256;

    [Fact]
    public void A_pyramid_has_the_published_levels_and_anchors()
    {
        var graphs = Detectors.On("resnet50", DetectorHead.Fpn).Lower();

        Assert.Equal(["0", "1", "2", "3", "pool"], graphs.Levels);
        Assert.Equal([64, 32, 16, 8, 4], Sides(graphs));
        Assert.Equal([[32], [64], [128], [256], [512]], graphs.AnchorSizes);
        Assert.Equal(4, graphs.RegionLevels);
    }

    [Fact]
    public void C4_has_the_published_level_and_anchors_and_reads_regions_with_the_last_stage()
    {
        var graphs = Detectors.On("resnet50", DetectorHead.C4).Lower();

        Assert.Equal([16], Sides(graphs));
        Assert.Equal([[32, 64, 128, 256, 512]], graphs.AnchorSizes);
        Assert.Equal(1024, graphs.BoxHead.InputChannels);
        Assert.Equal(7, ShapeInference.Infer(graphs.BoxHead, 14, 14)[graphs.BoxHead["roi_heads.box_head.layer4.2.conv3"].Index].Height);
    }

    // Stems that keep the size: strides 1, 2, 4, and 8 strides an anchor.
    [Theory]
    [InlineData("resnet11_small")]
    [InlineData("seresnet11_small")]
    [InlineData("resnext11_small")]
    [InlineData("scalenet11_small")]
    [InlineData("oct_resnet11_small")]
    public void A_small_backbone_has_three_stages_and_fine_strides(string backbone)
    {
        var graphs = Detectors.On(backbone, DetectorHead.Fpn).Lower();

        Assert.Equal([256, 128, 64, 32], Sides(graphs));
        Assert.Equal([[8], [16], [32], [64]], graphs.AnchorSizes);
        Assert.Equal(3, graphs.RegionLevels);
    }

    // Its stages put out strides 2, 2, 4 (small) and 8, 16, 16, 32.
    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("blresnet20_small", new[] { 128, 64, 32 })]
    [InlineData("blresnet50", new[] { 32, 16, 8, 4 })]
    public void Of_stages_of_one_size_a_pyramid_takes_the_deepest(string backbone, int[] sides)
    {
        var graphs = Detectors.On(backbone, DetectorHead.Fpn).Lower();

        Assert.Equal(sides, Sides(graphs));
        Assert.Equal(sides.Select(side => 8 * Side / side), graphs.AnchorSizes.Select(level => level[0]));
    }

    [Fact]
    public void The_low_part_of_an_octave_map_is_enlarged_and_joined_to_the_high_one()
    {
        var graph = Detectors.On("oct_resnet11_small", DetectorHead.Fpn).Lower().Features;

        var lateral = graph["backbone.fpn.inner_blocks.0.0"];

        Assert.IsType<ConcatOp>(graph.Nodes[lateral.Inputs[0]].Op);
        Assert.Equal(4 * 16, ((Conv2dOp)lateral.Op).InChannels);
    }

    [Fact]
    public void A_pyramid_is_added_from_the_top_by_replication()
    {
        var graph = Detectors.On("resnet50", DetectorHead.Fpn).Lower().Features;

        var sum = graph.Nodes[graph["backbone.fpn.layer_blocks.0.0"].Inputs[0]];
        var enlarged = graph.Nodes[sum.Inputs[1]];

        Assert.Equal("backbone.fpn.inner_blocks.0.0", graph.Nodes[sum.Inputs[0]].Path);
        Assert.Equal(new ResizeOp(ResizeMode.Nearest), enlarged.Op);
        Assert.Equal("backbone.fpn.inner_blocks.1.0", graph.Nodes[graph.Nodes[enlarged.Inputs[0]].Inputs[0]].Path);
        Assert.Equal(new MaxPoolOp(1, 2, 0), graph.Output("pool").Op);
    }

    [Fact]
    public void C4_on_an_octave_network_is_refused_because_its_last_stage_reads_two_maps()
    {
        var spec = Detectors.On("oct_resnet11_small", DetectorHead.C4);

        Assert.Contains("reads more than the one map", Assert.Throws<SpecException>(() => spec.Lower()).Message);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_backbone_keeps_the_parts_by_which_costs_are_summed_and_stages_frozen()
    {
        var graphs = Detectors.On("blresnet50", DetectorHead.Fpn).Lower();

        var frozen = FrozenNodes.StemAndStages(graphs.Features, stages: 1).Select(node => graphs.Features.Nodes[node].Path).ToList();

        Assert.Contains("backbone.body.b_conv0", frozen);
        Assert.Contains("backbone.body.layer1.little_e.0", frozen);
        Assert.Contains("backbone.body.layer1.fusion.0.bn3", frozen);
        Assert.DoesNotContain(frozen, path => path.Contains("layer2", StringComparison.Ordinal) || path.Contains("fpn", StringComparison.Ordinal));
    }

    [Fact]
    public void All_batch_norms_are_the_backbones()
    {
        var graphs = Detectors.On("resnet50", DetectorHead.C4).Lower();

        Assert.Equal([43, 0, 10], graphs.Parts.Select(part => FrozenNodes.BatchNorms(part).Count));
    }

    [Fact]
    public void A_detector_starts_from_torchvisions_distributions()
    {
        var graphs = Detectors.On("resnet50", DetectorHead.Fpn).Lower();

        Assert.Equal(ConvolutionStart.LinearUniform, ((Conv2dOp)graphs.Features["backbone.fpn.inner_blocks.0.0"].Op).Start);
        Assert.Null(((Conv2dOp)graphs.Features["backbone.body.conv1"].Op).Start);
        Assert.Equal(Catalog.Get("resnet50").Spec.Lower().Initialization, graphs.Features.Initialization);
        Assert.Equal(ConvolutionStart.SmallNormal, graphs.ProposalHead.Initialization.Convolution);
        Assert.True(graphs.ProposalHead.Initialization.ZeroConvolutionBias);
        Assert.Equal(LinearStart.FanIn, graphs.BoxHead.Initialization.Linear);
    }

    private static IEnumerable<int> Sides(FasterRcnnGraphs graphs)
    {
        var shapes = ShapeInference.Infer(graphs.Features, Side, Side);
        return graphs.Levels.Select(level => shapes[graphs.Features.Output(level).Index].Height);
    }
}
