using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

public sealed class GraphTests
{
    [Fact]
    public void A_graph_keeps_no_link_to_the_lists_it_was_made_from()
    {
        var nodes = new List<Node> { new(0, "input", "input", new InputOp(3), []) };
        var outputs = new List<GraphOutput> { new("map", 0) };
        var graph = new Graph("net", nodes, outputs);

        nodes.Clear();
        outputs.Clear();

        Assert.Single(graph.Nodes);
        Assert.Single(graph.Outputs);
    }

    [Fact]
    public void A_builder_that_goes_on_does_not_change_a_finished_graph()
    {
        var g = new GraphBuilder("net");
        var x = g.Relu(g.Input(3));
        g.Output("map", x);
        var graph = g.Build();

        g.Output("second", g.Relu(x));

        Assert.Equal(2, graph.Nodes.Length);
        Assert.Equal(3, g.Build().Nodes.Length);
    }

    [Fact]
    public void Nodes_are_found_by_path_and_outputs_by_name()
    {
        var graph = Diamond();

        Assert.Equal(1, graph["conv1"].Index);
        Assert.Equal("add", graph.Output("sum").Path);
        Assert.Equal("conv1", graph.Output("map").Path);
        Assert.Equal(3, graph.InputChannels);
        Assert.Equal("net", graph.Name);
    }

    [Fact]
    public void An_unknown_path_is_named()
    {
        var graph = Diamond();

        Assert.Equal("net: no node conv9", Assert.Throws<GraphException>(() => graph["conv9"]).Message);
    }

    [Fact]
    public void An_unknown_output_is_named_with_those_that_exist()
    {
        var graph = Diamond();

        var error = Assert.Throws<GraphException>(() => graph.Output("logits"));

        Assert.Equal("net: no output logits, has map, sum, twice", error.Message);
    }

    [Fact]
    public void Readers_are_listed_in_order_and_once_for_each_reading()
    {
        // input -> conv1 -> relu -> add -> twice
        //             \____________/
        var readers = Diamond().Readers();

        Assert.Equal([1], readers[0]);
        Assert.Equal([2, 3], readers[1]);
        Assert.Equal([3], readers[2]);
        Assert.Equal([4, 4], readers[3]);
        Assert.Empty(readers[4]);
    }

    [Fact]
    public void A_shape_counts_its_elements_beyond_32_bits()
    {
        var shape = new MapShape(4, 65_536, 65_536);

        Assert.Equal(17_179_869_184, shape.Elements);
        Assert.Equal(4_294_967_296, shape.Pixels);
        Assert.Equal("4x65536x65536", shape.ToString());
    }

    private static Graph Diamond()
    {
        var g = new GraphBuilder("net");
        var x = g.Conv(g.Input(3), "conv1", 4, kernel: 3);
        var sum = g.Add(g.Relu(x), x);
        g.Output("map", x);
        g.Output("sum", sum);
        g.Output("twice", g.Add(sum, sum));
        return g.Build();
    }
}
