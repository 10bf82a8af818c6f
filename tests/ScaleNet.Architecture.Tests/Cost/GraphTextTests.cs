using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Cost;

public sealed class GraphTextTests
{
    [Fact]
    public void The_table_has_a_line_a_node_and_the_totals()
    {
        var g = new GraphBuilder("net");
        var image = g.Input(2);
        g.Output("map", g.Add(g.Conv(image, "conv1", 2, kernel: 3), image));

        Assert.Equal(
            """
            net, input 2x5x4
            input  input                    2x5x4               0             0
            conv1  conv2d 3x3  input        2x5x4             720            36
            add    add         conv1 input  2x5x4               0             0
            total 720 MACs, 36 parameters

            """,
            g.Build().ToText(5, 4));
    }

    [Fact]
    public void A_size_that_the_network_cannot_take_is_an_error()
    {
        var g = new GraphBuilder("net");
        g.Output("map", g.MaxPool(g.Input(2), 2, 2));

        Assert.Throws<GraphException>(() => g.Build().ToText(1, 4));
    }
}
