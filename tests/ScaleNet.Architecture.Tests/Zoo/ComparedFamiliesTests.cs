using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

/// <summary>What the references' files do not show: places of strides, widths of small networks, order of concatenations.</summary>
public sealed class ComparedFamiliesTests
{
    [Theory]
    [InlineData("seresnet50", 1, 2)]
    [InlineData("legacy_seresnet50", 2, 1)]
    public void The_layouts_of_SE_ResNet_have_their_stride_on_different_convolutions(string id, int first, int second)
    {
        var graph = Catalog.Get(id).Spec.Lower();

        Assert.Equal(first, ((Conv2dOp)graph["layer2.0.conv1"].Op).Stride);
        Assert.Equal(second, ((Conv2dOp)graph["layer2.0.conv2"].Op).Stride);
        Assert.Equal(2, ((Conv2dOp)graph["layer2.0.downsample.0"].Op).Stride);
    }

    [Fact]
    public void The_stem_of_the_Caffe_layout_pools_without_padding_and_rounds_up()
    {
        Assert.Equal(new MaxPoolOp(3, 2, 0, RoundUp: true), Catalog.Get("legacy_seresnet50").Spec.Lower()["max_pool"].Op);
        Assert.Equal(new MaxPoolOp(3, 2, 1), Catalog.Get("seresnet50").Spec.Lower()["max_pool"].Op);
    }

    // A block of P planes has 4P channels; a 16th of them, modern to the nearest multiple of 8 and 8 at least.
    [Theory]
    [InlineData(SeResNetLayout.Modern, 16, 8)]
    [InlineData(SeResNetLayout.Modern, 47, 8)]
    [InlineData(SeResNetLayout.Modern, 48, 16)]
    [InlineData(SeResNetLayout.Modern, 64, 16)]
    [InlineData(SeResNetLayout.Caffe, 2, 1)]
    [InlineData(SeResNetLayout.Caffe, 16, 4)]
    [InlineData(SeResNetLayout.Caffe, 47, 11)]
    public void The_squeezed_width_rounds_as_the_layout_does(SeResNetLayout layout, int planes, int squeezed)
    {
        var spec = TinyNetworks.SeResNet with { Layout = layout, Stages = [new ResNetStage(planes, 1)] };

        var gate = layout == SeResNetLayout.Caffe ? "se_module" : "se";
        Assert.Equal(squeezed, ((Conv2dOp)spec.Lower()[$"layer1.0.{gate}.fc1"].Op).OutChannels);
    }

    [Fact]
    public void The_gate_acts_on_the_last_batch_norm_before_the_shortcut_is_added()
    {
        var graph = TinyNetworks.SeResNet.Lower();

        Assert.Equal(
            [graph["layer1.0.bn3"].Index, graph["layer1.0.sigmoid"].Index], graph["layer1.0.multiply"].Inputs);
        Assert.Equal(
            [graph["layer1.0.multiply"].Index, graph["layer1.0.downsample.1"].Index], graph["layer1.0.add"].Inputs);
    }

    [Theory]
    [InlineData("resnext50_32x4d", "layer1.0.conv2", 128, 32)]
    [InlineData("resnext50_32x4d", "layer4.0.conv2", 1024, 32)]
    [InlineData("resnext101_32x8d", "layer1.0.conv2", 256, 32)]
    [InlineData("resnext11_small", "layer1.0.conv2", 32, 8)]
    [InlineData("resnext11_small", "layer3.0.conv2", 128, 8)]
    public void The_groups_of_a_ResNeXt_grow_with_the_planes(string id, string path, int channels, int groups)
    {
        var conv = (Conv2dOp)Catalog.Get(id).Spec.Lower()[path].Op;

        Assert.Equal((channels, channels, groups), (conv.InChannels, conv.OutChannels, conv.Groups));
    }

    [Fact]
    public void A_dense_layer_adds_its_map_behind_all_before_it()
    {
        var graph = TinyNetworks.DenseNet.Lower();
        var (first, second) = (graph["features.denseblock1.denselayer1.concat"], graph["features.denseblock1.denselayer2.concat"]);

        Assert.Equal([graph["max_pool"].Index, graph["features.denseblock1.denselayer1.conv2"].Index], first.Inputs);
        Assert.Equal([first.Index, graph["features.denseblock1.denselayer2.conv2"].Index], second.Inputs);
        Assert.Equal(second.Index, graph.Output("features.denseblock1").Index);
    }

    // Seven operations a layer, whatever the number of layers before it.
    [Fact]
    public void The_graph_of_a_DenseNet_grows_with_its_number_of_layers()
    {
        var (shallow, deep) = (TinyNetworks.DenseNet.Lower(), (TinyNetworks.DenseNet with { Blocks = [12, 2] }).Lower());

        Assert.Equal(10 * 7, deep.Nodes.Length - shallow.Nodes.Length);
        Assert.All(deep.Nodes, node => Assert.InRange(node.Inputs.Length, 0, 2));
    }

    [Theory]
    [InlineData("googlenet", 3)]
    [InlineData("googlenet_5x5", 5)]
    public void The_third_branch_of_GoogLeNet_has_the_kernel_that_the_spec_says(string id, int kernel)
    {
        var conv = (Conv2dOp)Catalog.Get(id).Spec.Lower()["inception4c.branch3.1.conv"].Op;

        Assert.Equal((kernel, kernel / 2), (conv.Kernel, conv.Padding));
    }

    [Fact]
    public void GoogLeNet_drops_features_before_its_classifier_unless_the_rate_is_zero()
    {
        var graph = Catalog.Get("googlenet").Spec.Lower();

        Assert.Equal(new DropoutOp(0.2), graph.Nodes[graph["fc"].Inputs.Single()].Op);
        Assert.DoesNotContain(
            (TinyNetworks.GoogLeNet with { Dropout = 0 }).Lower().Nodes, node => node.Op is DropoutOp);
    }

    [Theory]
    [InlineData("densenet121", "features.pool0", "features.denseblock1", "features.denseblock4", "logits")]
    [InlineData("googlenet", "maxpool2", "inception3b", "inception5b", "logits")]
    public void Stage_maps_are_put_out_under_the_references_names(string id, params string[] some)
    {
        var outputs = Catalog.Get(id).Spec.Lower().Outputs.Select(output => output.Name);

        Assert.Equal(some, outputs.Where(some.Contains));
    }
}
