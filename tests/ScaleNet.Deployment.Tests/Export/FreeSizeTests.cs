using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Networks written once for images of many sizes, against what is written for each size.</summary>
public sealed class FreeSizeTests
{
    private const int Most = 13;
    private const float Tolerance = 1e-6f;

    [Theory]
    [InlineData(2, 2, 0, false, false)]
    [InlineData(3, 2, 1, false, false)]
    [InlineData(3, 2, 0, true, false)]
    [InlineData(4, 4, 0, false, true)]
    [InlineData(8, 8, 0, false, true)]
    public void A_max_pooling(int kernel, int stride, int padding, bool roundUp, bool shrinkToMap) => Check(
        (g, x) => g.MaxPool(x, kernel, stride, padding, shrinkToMap, roundUp), shrinkToMap ? 1 : 3);

    [Theory]
    [InlineData(ResizeMode.Nearest)]
    [InlineData(ResizeMode.Bilinear)]
    [InlineData(ResizeMode.NearestWhereDivisible)]
    public void A_resizing_that_divides_for_some_sizes(ResizeMode mode) =>
        Check((g, x) => g.Resize(g.MaxPool(x, 4, 4, shrinkToMap: true), x, mode), 1);

    [Theory]
    [InlineData(ResizeMode.Nearest)]
    [InlineData(ResizeMode.Bilinear)]
    [InlineData(ResizeMode.NearestWhereDivisible)]
    public void A_resizing_by_one_factor(ResizeMode mode) =>
        Check((g, x) => g.Resize(g.MaxPool(x, 2, 2), x, mode), 2, step: 2);

    [Fact]
    public void A_resizing_by_one_factor_asks_for_no_sizes()
    {
        var graph = Graph((g, x) => g.Resize(g.MaxPool(x, 2, 2), x, ResizeMode.NearestWhereDivisible));

        var types = Write(graph, [2, 4, 6]).Graph.Node.Select(node => node.OpType);

        Assert.Equal(["MaxPool", "Resize"], types);
    }

    [Fact]
    public void A_resizing_to_the_size_that_is_there_is_no_operator()
    {
        var graph = Graph((g, x) => g.Resize(g.Relu(x), x, ResizeMode.Bilinear));

        var types = Write(graph, [1, 2, 3]).Graph.Node.Select(node => node.OpType);

        Assert.Equal(["Relu"], types);
    }

    [Fact]
    public void Sizes_that_the_network_does_not_take_do_not_count()
    {
        var graph = Graph((g, x) => g.AvgPool(x, 3, 2));

        var (_, sides) = FreeSides.OfAll(graph, [1, 2, 3, 5]);

        Assert.Equal([3, 5], sides[0]);
        Assert.Throws<ExportException>(() => FreeSides.OfAll(graph, [1, 2]));
    }

    private static void Check(Func<GraphBuilder, NodeId, NodeId> build, int least, int step = 1)
    {
        const int Channels = 2;
        var graph = Graph(build);
        int[] sides = [.. Enumerable.Range(0, Most).Select(i => least + (i * step))];
        using var free = new OnnxSession(Write(graph, sides).ToByteArray());
        foreach (var (height, width) in sides.SelectMany(height => sides.Where(side => side % 3 != 1).Select(width => (height, width))))
        {
            var image = Draw.Image(1, Channels, height, width);
            var model = OnnxExporter.ToModel(graph, Draw.Weights(graph), graph.Name, (height, width), new ExportOptions());
            using var known = new OnnxSession(model.ToByteArray());

            var actual = free.Run(image, [1, Channels, height, width]);

            Assert.Equal(
                known.Run(image, [1, Channels, height, width]), actual, (a, b) => Math.Abs(a - b) <= Tolerance);
        }
    }

    private static Graph Graph(Func<GraphBuilder, NodeId, NodeId> build)
    {
        var builder = new GraphBuilder("free");
        builder.Output(Architecture.Graphs.Graph.Logits, build(builder, builder.Input(2)));
        return builder.Build();
    }

    private static ModelProto Write(Graph network, IEnumerable<int> sides)
    {
        var graph = new OnnxGraph(network.Name);
        var (shapes, free) = FreeSides.OfAll(network, sides);
        var writer = new NetworkWriter(graph, Draw.Weights(network)) { Shapes = shapes, Sides = free };
        var output = network.Output(Architecture.Graphs.Graph.Logits).Index;
        const TensorProto.Types.DataType Float = TensorProto.Types.DataType.Float;
        graph.Proto.Input.Add(OnnxGraph.Describe("input", Float, OnnxGraph.Known(1), OnnxGraph.Known(2), OnnxGraph.Free("h"), OnnxGraph.Free("w")));
        writer.Write(network, "input", [output], node => node.Index == output ? "logits" : node.Path);
        graph.Proto.Output.Add(OnnxGraph.Describe("logits", Float, OnnxGraph.Known(1), OnnxGraph.Known(2), OnnxGraph.Free(), OnnxGraph.Free()));
        return OnnxExporter.ModelOf(graph.Proto, OnnxVersions.OldestOpset);
    }
}
