using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;

namespace ScaleNet.Architecture.Tests.Rewrites;

/// <summary>Where a ReLU may move; that the values stay is tested where networks run.</summary>
public sealed class EarlyActivationTests
{
    //  x --+-- a: 1x1 ---------------------------.
    //      +-- pool 2 -- b: 1x1 -- nearest --------+-- concat -- relu -- c: 1x1
    //      '-- pool 3 -- d: 1x1 -- bilinear -------'
    [Fact]
    public void A_ReLU_stands_behind_convolutions_except_where_a_bilinear_enlargement_follows()
    {
        var graph = EarlyActivation.Move(ThreeBranches(joinedIsOutput: false), 8, 8);

        Assert.Equal(["a_relu", "resize", "resize_2_relu"], Inputs(graph, "concat"));
        Assert.Equal(["resize_relu", "max_pool"], Inputs(graph, "resize"));
        Assert.Equal(["b"], Inputs(graph, "resize_relu"));
        Assert.Equal(["d", "max_pool"], Inputs(graph, "resize_2"));
        Assert.Equal(["concat"], Inputs(graph, "c"));
    }

    [Fact]
    public void A_joined_map_that_is_an_output_keeps_its_values()
    {
        var graph = ThreeBranches(joinedIsOutput: true);

        Assert.Equal(
            graph.Nodes.Select(node => node.Path), EarlyActivation.Move(graph, 8, 8).Nodes.Select(node => node.Path));
    }

    private static IEnumerable<string> Inputs(Graph graph, string path) =>
        graph[path].Inputs.Select(input => graph.Nodes[input].Path);

    private static Graph ThreeBranches(bool joinedIsOutput)
    {
        var g = new GraphBuilder("net");
        var x = g.MaxPool(g.Input(2), kernel: 1, stride: 1);
        var full = g.Conv(x, "a", 3, kernel: 1);
        var half = g.Conv(g.MaxPool(x, kernel: 2, stride: 2), "b", 3, kernel: 1);
        var third = g.Conv(g.MaxPool(x, kernel: 3, stride: 3), "d", 3, kernel: 1);
        var joined = g.Concat(
        [
            full,
            g.Resize(half, x, ResizeMode.NearestWhereDivisible),
            g.Resize(third, x, ResizeMode.Bilinear),
        ]);
        if (joinedIsOutput)
        {
            g.Output("joined", joined);
        }

        g.Output("map", g.Conv(g.Relu(joined), "c", 2, kernel: 1));
        return g.Build();
    }
}
