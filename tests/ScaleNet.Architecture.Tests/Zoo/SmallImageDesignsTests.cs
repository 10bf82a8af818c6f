using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

public sealed class SmallImageDesignsTests
{
    [Theory]
    [InlineData(11, 1)]
    [InlineData(20, 2)]
    [InlineData(38, 4)]
    [InlineData(110, 12)]
    public void A_depth_of_9n_plus_2_has_n_blocks_in_each_of_three_stages(int depth, int blocks)
    {
        var spec = SmallImageDesigns.ResNet(depth, width: 16, resolution: 28, inputChannels: 1, classes: 10);

        Assert.Equal([new ResNetStage(16, blocks), new ResNetStage(32, blocks), new ResNetStage(64, blocks)], spec.Stages);
        Assert.Equal($"ResNet-{depth}-small", spec.Name);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(10)]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-7)]
    public void Another_depth_is_refused_with_the_formula(int depth)
    {
        var error = Assert.Throws<SpecException>(() => SmallImageDesigns.ResNet(depth, 16, 28, 1, 10));

        Assert.Equal($"depth: got {depth}, expected 9 n + 2: 11, 20, 29, 38, ...", error.Message);
    }

    [Fact]
    public void The_stem_keeps_the_size_and_the_stages_halve_it()
    {
        var graph = Catalog.Get("resnet11_small").Spec.Lower();

        var shapes = ShapeInference.Infer(graph, 28, 28);

        Assert.Equal(new MapShape(64, 28, 28), shapes[graph.Output("layer1").Index]);
        Assert.Equal(new MapShape(128, 14, 14), shapes[graph.Output("layer2").Index]);
        Assert.Equal(new MapShape(256, 7, 7), shapes[graph.Output("layer3").Index]);
    }

    [Fact]
    public void The_small_ScaleNet_spreads_the_ResNets_neurons_evenly()
    {
        var spec = (ScaleNetSpec)Catalog.Get("scalenet20_small").Spec;

        Assert.All(spec.Stages[0].Blocks, block => Assert.Equal([4, 4, 4, 4], block));
        Assert.All(spec.Stages[1].Blocks, block => Assert.Equal([8, 8, 8, 8], block));
        Assert.All(spec.Stages[2].Blocks, block => Assert.Equal([16, 16, 16, 16], block));
    }
    [Fact]
    public void The_first_joint_block_of_a_small_Big_Little_net_halves_the_map_already()
    {
        var graph = Catalog.Get("blresnet20_small").Spec.Lower();

        var shapes = ShapeInference.Infer(graph, 28, 28);

        Assert.Equal(new MapShape(64, 14, 14), shapes[graph.Output("layer1").Index]);
        Assert.Equal(new MapShape(128, 14, 14), shapes[graph.Output("layer2").Index]);
        Assert.Equal(new MapShape(256, 7, 7), shapes[graph.Output("layer3").Index]);
    }

    [Fact]
    public void A_small_octave_ResNet_has_half_of_its_channels_at_half_the_size()
    {
        var graph = Catalog.Get("oct_resnet20_small").Spec.Lower();

        var shapes = ShapeInference.Infer(graph, 28, 28);

        Assert.Equal(new MapShape(32, 28, 28), shapes[graph.Output("layer1.h").Index]);
        Assert.Equal(new MapShape(32, 14, 14), shapes[graph.Output("layer1.l").Index]);
        Assert.Equal(new MapShape(64, 7, 7), shapes[graph.Output("layer2.l").Index]);
        Assert.Equal(new MapShape(256, 7, 7), shapes[graph.Output("layer3.h").Index]);
    }

    [Fact]
    public void A_Big_Little_net_needs_two_blocks_a_module_so_there_is_none_of_one_a_stage()
    {
        Assert.Null(Catalog.Find("blresnet11_small"));
        Assert.NotNull(Catalog.Find("blresnet20_small"));
    }
}
