using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

public sealed class MixNetTests
{
    // 10 channels in parts of 4, 3, 3; expanded in two parts, 5 to 10 each; projected in three, of 8, 6, 6 to 3, 2, 2.
    [Fact]
    public void Channels_are_split_evenly_and_the_remainder_goes_to_the_first_part()
    {
        var graph = Net(10, new MixNetRow([3, 5, 7], 7, Expand: 2, ExpandGroups: 2, ProjectGroups: 3));

        Assert.Equal([new SliceOp(0, 5), new SliceOp(5, 5)], Sources(graph, "conv_pw", 2));
        Assert.Equal(new Conv2dOp(5, 10, 1, 1, 0), graph["blocks.0.0.conv_pw.1"].Op);
        Assert.Equal([new SliceOp(0, 8), new SliceOp(8, 6), new SliceOp(14, 6)], Sources(graph, "conv_dw", 3));
        Assert.Equal(new Conv2dOp(8, 8, 3, 1, 1, Groups: 8), graph["blocks.0.0.conv_dw.0"].Op);
        Assert.Equal(new Conv2dOp(6, 6, 7, 1, 3, Groups: 6), graph["blocks.0.0.conv_dw.2"].Op);
        Assert.Equal(new Conv2dOp(8, 3, 1, 1, 0), graph["blocks.0.0.conv_pwl.0"].Op);
        Assert.Equal(new Conv2dOp(6, 2, 1, 1, 0), graph["blocks.0.0.conv_pwl.2"].Op);
    }

    [Fact]
    public void Parts_are_joined_in_their_order()
    {
        var graph = Net(8, new MixNetRow([3, 5], 8, Expand: 2, ExpandGroups: 2));

        Assert.Equal(
            [graph["blocks.0.0.conv_dw.0"].Index, graph["blocks.0.0.conv_dw.1"].Index],
            graph.Nodes[graph["blocks.0.0.bn2"].Inputs[0]].Inputs);
    }

    [Fact]
    public void One_kernel_is_one_convolution_without_a_number()
    {
        var graph = Net(8, new MixNetRow([5], 8, Stride: 2));

        Assert.Equal(new Conv2dOp(8, 8, 5, 2, 2, Groups: 8), graph["blocks.0.0.conv_dw"].Op);
        Assert.DoesNotContain(graph.Nodes, node => node.Op is SliceOp or ConcatOp);
    }

    [Fact]
    public void A_block_that_does_not_expand_has_two_batch_norms_and_one_activation()
    {
        var graph = Net(8, new MixNetRow([3], 12));

        var paths = graph.Nodes.Where(node => node.Part == "blocks.0.0").Select(node => node.Path["blocks.0.0.".Length..]);

        Assert.Equal(["conv_dw", "bn1", "relu", "conv_pw", "bn2"], paths);
    }

    [Fact]
    public void Only_the_first_of_equal_blocks_has_the_stride_and_the_others_have_shortcuts()
    {
        var graph = Net(8, new MixNetRow([3], 12, Stride: 2, Expand: 3, Repeats: 3));

        Assert.Equal([2, 1, 1], Enumerable.Range(0, 3).Select(i => ((Conv2dOp)graph[$"blocks.0.{i}.conv_dw"].Op).Stride));
        Assert.Equal(["blocks.0.1.add", "blocks.0.2.add"], graph.Nodes.Where(node => node.Op is AddOp).Select(node => node.Path));
        Assert.Equal(new Conv2dOp(12, 36, 1, 1, 0), graph["blocks.0.1.conv_pw"].Op);
    }

    [Theory]
    [InlineData(8, 1, true)]
    [InlineData(8, 2, false)]
    [InlineData(12, 1, false)]
    public void A_shortcut_needs_the_inputs_size_and_channels(int channels, int stride, bool hasShortcut)
    {
        var graph = Net(8, new MixNetRow([3], channels, stride, Expand: 2));

        Assert.Equal(hasShortcut, graph.Nodes.Any(node => node.Op is AddOp));
    }

    // A half rounds to the even number: 0.25 * 10 = 2.5 gives 2, 0.25 * 14 = 3.5 gives 4.
    [Theory]
    [InlineData(24, 0.5, 12)]
    [InlineData(10, 0.25, 2)]
    [InlineData(14, 0.25, 4)]
    public void The_squeeze_is_a_share_of_the_blocks_input_not_of_its_expansion(int input, double squeeze, int channels)
    {
        var graph = Net(input, new MixNetRow([3], 8, Expand: 6, Squeeze: squeeze, Activation: ActivationKind.Swish));

        Assert.Equal(new Conv2dOp(6 * input, channels, 1, 1, 0, Bias: true), graph["blocks.0.0.se.conv_reduce"].Op);
        Assert.Equal(new Conv2dOp(channels, 6 * input, 1, 1, 0, Bias: true), graph["blocks.0.0.se.conv_expand"].Op);
    }

    [Theory]
    [InlineData(ActivationKind.Relu)]
    [InlineData(ActivationKind.Swish)]
    public void The_squeeze_has_the_blocks_activation_and_a_sigmoid_gate(ActivationKind activation)
    {
        var graph = Net(8, new MixNetRow([3], 8, Expand: 2, Squeeze: 0.5, Activation: activation));

        var block = graph.Nodes.Where(node => node.Part == "blocks.0.0").Select(node => node.Op.Name);

        var name = activation == ActivationKind.Swish ? "swish" : "relu";
        Assert.Equal(
            [
                "conv2d", "batch_norm", name, "conv2d", "batch_norm", name,
                "global_avg_pool", "conv2d", name, "conv2d", "sigmoid", "multiply",
                "conv2d", "batch_norm", "add",
            ],
            block);
    }

    [Fact]
    public void Stem_and_head_have_ReLUs()
    {
        var graph = Catalog.Get("mixnet_s").Spec.Lower();

        Assert.Contains(graph.Nodes, node => node.Part == "stem" && node.Op is ReluOp);
        Assert.Contains(graph.Nodes, node => node.Part == "head" && node.Op is ReluOp);
        Assert.Equal(
            ["blocks.0", "blocks.1", "blocks.2", "blocks.3", "blocks.4", "blocks.5", "logits"],
            graph.Outputs.Select(output => output.Name));
    }

    // 9x9 depthwise: deviation sqrt(2 / 81). A half of a split 1x1: sqrt(2 / its outputs). The groups of a whole would not do.
    [Theory]
    [InlineData("blocks.5.1.conv_dw.3.weight", 81)]
    [InlineData("blocks.5.1.conv_pwl.0.weight", 100)]
    [InlineData("conv_head.weight", 1536)]
    [InlineData("blocks.5.1.se.conv_expand.weight", 1200)]
    public void Convolutions_start_with_the_fan_out_of_a_group(string key, int fanOut)
    {
        var values = Values(key);

        var expected = Math.Sqrt(2.0 / fanOut);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.97 * expected, 1.03 * expected);
    }

    [Fact]
    public void Biases_start_at_zero_and_the_classifier_within_the_root_of_its_outputs()
    {
        Assert.All(Values("blocks.2.0.se.conv_reduce.bias"), value => Assert.Equal(0, value));
        Assert.All(Values("classifier.bias"), value => Assert.Equal(0, value));
        Assert.InRange(Values("classifier.weight").Max(Math.Abs), 0.99 / Math.Sqrt(1000), 1 / Math.Sqrt(1000));
    }

    private static Graph Net(int channels, params ImmutableArray<MixNetRow> rows) => new MixNetSpec
    {
        Name = "net",
        StemChannels = channels,
        HeadChannels = 16,
        Resolution = 32,
        Classes = 5,
        Stages = [new MixNetStage(rows)],
    }.Lower();

    private static IEnumerable<Op> Sources(Graph graph, string layer, int parts) =>
        Enumerable.Range(0, parts).Select(part => graph.Nodes[graph[$"blocks.0.0.{layer}.{part}"].Inputs[0]].Op);

    private static float[] Values(string key)
    {
        var graph = Catalog.Get("mixnet_s").Spec.Lower();
        return InitialWeights.Values(graph, StateDictionary.Describe(graph).Single(entry => entry.Key == key), seed: 1);
    }
}
