using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Graphs;

public sealed class ShapeInferenceTests
{
    [Fact]
    public void Every_node_gets_its_shape()
    {
        var graph = TwoConvolutions();

        Assert.Equal(
            [new MapShape(3, 9, 6), new MapShape(4, 5, 3), new MapShape(4, 2, 1), new MapShape(8, 2, 1)],
            ShapeInference.Infer(graph, 9, 6));
    }

    [Fact]
    public void An_error_names_the_node_and_the_size_of_the_image()
    {
        var graph = TwoConvolutions();

        var error = Assert.Throws<GraphException>(() => ShapeInference.Infer(graph, 9, 2));

        Assert.Equal(
            "net at 9x2: node 2 layer1.0.max_pool (max_pool): a map side of 1 is smaller than the 2x2 window",
            error.Message);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-1, 5)]
    public void A_size_without_pixels_is_refused(int height, int width)
    {
        var graph = TwoConvolutions();

        Assert.Throws<ArgumentOutOfRangeException>(() => ShapeInference.Infer(graph, height, width));
    }

    private static Graph TwoConvolutions()
    {
        var g = new GraphBuilder("net");
        var x = g.Conv(g.Input(3), "conv1", 4, kernel: 3, stride: 2);
        using (g.Scope("layer1.0"))
        {
            x = g.Conv(g.MaxPool(x, 2, 2), "conv1", 8, kernel: 3);
        }

        g.Output("map", x);
        return g.Build();
    }
}
