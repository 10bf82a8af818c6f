using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

public sealed class GraphBuilderTests
{
    [Fact]
    public void Paths_are_relative_to_the_open_scope()
    {
        var g = new GraphBuilder("net");
        var x = g.Conv(g.Input(3), "conv1", 4, kernel: 3);
        using (g.Scope("layer1.0"))
        {
            x = g.Relu(g.ConvBn(x, "conv1", "bn1", 4, kernel: 1));
        }

        x = g.Conv(x, "last", 4, kernel: 1);
        g.Output("map", x);

        Assert.Equal(
            ["input", "conv1", "layer1.0.conv1", "layer1.0.bn1", "layer1.0.relu", "last"],
            g.Build().Nodes.Select(node => node.Path));
    }

    [Fact]
    public void Operations_without_a_path_are_numbered_inside_their_scope()
    {
        var g = new GraphBuilder("net");
        var x = g.Relu(g.Relu(g.Input(3)));
        using (g.Scope("layer1.0"))
        {
            x = g.Relu(g.Relu(x));
        }

        g.Output("map", g.Relu(x));

        Assert.Equal(
            ["input", "relu", "relu_2", "layer1.0.relu", "layer1.0.relu_2", "relu_3"],
            g.Build().Nodes.Select(node => node.Path));
    }

    [Fact]
    public void Scopes_and_parts_say_where_a_node_belongs()
    {
        var g = new GraphBuilder("net");
        var x = g.Input(3);
        using (g.Part("stem"))
        {
            x = g.Conv(x, "conv1", 4, kernel: 3);
        }

        using (g.Scope("layer1.0"))
        {
            x = g.Conv(x, "conv1", 4, kernel: 3);
        }

        g.Output("map", g.Relu(x));

        var nodes = g.Build().Nodes;
        Assert.Equal(["input", "conv1", "layer1.0.conv1", "relu"], nodes.Select(node => node.Path));
        Assert.Equal(["input", "stem", "layer1.0", "relu"], nodes.Select(node => node.Part));
    }

    [Fact]
    public void Scopes_do_not_nest()
    {
        var g = new GraphBuilder("net");
        using var outer = g.Scope("layer1.0");

        var error = Assert.Throws<InvalidOperationException>(() => g.Part("head"));

        Assert.Equal("Scope head inside layer1.0.", error.Message);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(7, 3)]
    public void Padding_defaults_to_half_the_kernel(int kernel, int padding)
    {
        var g = new GraphBuilder("net");
        var x = g.Conv(g.Input(3), "conv1", 4, kernel, stride: 2);
        g.Output("map", x);

        Assert.Equal(new Conv2dOp(3, 4, kernel, 2, padding), g.Build()["conv1"].Op);
    }

    [Fact]
    public void Padding_can_be_said()
    {
        var g = new GraphBuilder("net");
        g.Output("map", g.Conv(g.Input(3), "conv1", 4, kernel: 3, padding: 0));

        Assert.Equal(new Conv2dOp(3, 4, 3, 1, 0), g.Build()["conv1"].Op);
    }

    [Fact]
    public void Batch_norm_has_the_defaults_of_PyTorch()
    {
        var g = new GraphBuilder("net");
        g.Output("map", g.BatchNorm(g.Input(3), "bn1"));

        Assert.Equal(new BatchNormOp(3, Epsilon: 1e-5, Momentum: 0.1), g.Build()["bn1"].Op);
    }

    [Fact]
    public void Channels_are_known_while_building()
    {
        var g = new GraphBuilder("net");
        var image = g.Input(3);
        var x = g.Conv(image, "conv1", 4, kernel: 3);

        Assert.Equal(3, g.Channels(image));
        Assert.Equal(4, g.Channels(g.MaxPool(x, 2, 2)));
        Assert.Equal(7, g.Channels(g.Concat([image, x])));
        Assert.Equal(3, g.Channels(g.Resize(image, x, ResizeMode.Nearest)));
        Assert.Equal(10, g.Channels(g.Linear(g.Flatten(g.GlobalAvgPool(x)), "fc", 10)));
    }

    [Fact]
    public void Inputs_and_the_place_of_a_branch_are_kept()
    {
        var g = new GraphBuilder("net");
        var image = g.Input(3);
        var x = g.Conv(image, "conv1", 3, kernel: 3, branch: new BranchPlace(Block: 5, Scale: 2));
        g.Output("sum", g.Add(x, image));

        var graph = g.Build();
        Assert.Equal(new BranchPlace(5, 2), graph["conv1"].Branch);
        Assert.Null(graph["add"].Branch);
        Assert.Equal([1, 0], graph["add"].Inputs);
    }

    [Fact]
    public void An_error_names_the_node_under_construction()
    {
        var g = new GraphBuilder("net");
        var image = g.Input(3);
        var x = g.Conv(image, "conv1", 4, kernel: 3);
        using var scope = g.Scope("layer1.0");

        var error = Assert.Throws<GraphException>(() => g.Add(x, image));

        Assert.Equal("net: node 2 layer1.0.add (add): takes 4 channels, gets 3", error.Message);
    }
}
