using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Graphs;

public sealed class ChannelTiesTests
{
    private static readonly Graph Network = TinyNetworks.TwoBlocks.Lower();
    private static readonly ChannelTies Ties = ChannelTies.Of(Network);

    [Fact]
    public void A_residual_stage_puts_out_the_same_channels_in_every_block()
    {
        Assert.Equal(Of("layer1.0.conv3"), Of("layer1.0.downsample.0"));
        Assert.Equal(Of("layer1.0.conv3"), Of("layer1.1.bn3"));
        Assert.Equal(Of("layer1.0.conv3"), Ties.Channels[Network["fc"].Inputs[0]]);
    }

    [Fact]
    public void A_branch_keeps_its_channels_through_resizing_and_batch_norm_to_the_concatenation()
    {
        Assert.Equal(Of("layer1.0.conv2.1"), Of("layer1.0.bn2.1"));
        Assert.Equal([.. Of("layer1.0.conv2.0"), .. Of("layer1.0.conv2.1")], Ties.Channels[Network["layer1.0.conv3"].Inputs[0]]);
        Assert.Empty(Of("layer1.0.conv2.0").Intersect(Of("layer1.1.conv2.0")));
    }

    // image 1, stem 2, per block conv1 2 and branches 4, the stage's 8, classes 2
    [Fact]
    public void Every_convolution_that_is_not_tied_makes_new_channels() => Assert.Equal(1 + 2 + (2 * 6) + 8 + 2, Ties.Count);

    [Fact]
    public void A_slice_has_the_channels_that_it_takes_and_a_gate_those_that_it_acts_on()
    {
        var g = new GraphBuilder("slices");
        var x = g.Conv(g.Input(1), "a", channels: 4, kernel: 1);
        var y = g.Multiply(g.Slice(x, 1, 2), g.Conv(g.GlobalAvgPool(x), "gate", channels: 2, kernel: 1));
        g.Output(Graph.Logits, y);
        var graph = g.Build();
        var ties = ChannelTies.Of(graph);

        Assert.Equal(ties.Channels[graph["a"].Index][1..3], ties.Channels[graph["gate"].Index]);
        Assert.Equal(ties.Channels[graph["gate"].Index], ties.Channels[^1]);
    }

    [Fact]
    public void The_pixels_of_a_channel_that_is_flattened_are_left_out_together()
    {
        var g = new GraphBuilder("flat");
        g.Output(Graph.Logits, g.Flatten(g.Input(2), side: 2));

        var ties = ChannelTies.Of(g.Build());

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], ties.Channels[^1]);
    }

    private static int[] Of(string path) => [.. Ties.Channels[Network[path].Index]];
}
