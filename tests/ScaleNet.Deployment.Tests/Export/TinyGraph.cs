using Google.Protobuf;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>A graph of a few operations, exported, run, and compared with the operations' definitions.</summary>
internal static class TinyGraph
{
    // Relative to the largest value: sums of at most some hundred products in single precision.
    private const double Tolerance = 1e-5;

    /// <summary>Builds a graph with the output <c>logits</c> and compares every one of two samples.</summary>
    public static void Check(
        int channels, int height, int width, Func<GraphBuilder, NodeId, NodeId> build, ExportOptions? options = null)
    {
        var builder = new GraphBuilder("tiny");
        var result = build(builder, builder.Input(channels));
        builder.Output(Graph.Logits, result);
        Check(builder.Build(), height, width, options ?? new ExportOptions());
    }

    /// <summary>Compares the logits of two samples.</summary>
    public static void Check(Graph graph, int height, int width, ExportOptions options)
    {
        const int Samples = 2;
        var (channels, weights, result) = (graph.InputChannels, Draw.Weights(graph), graph.Output(Graph.Logits));
        var images = Draw.Image(Samples, channels, height, width);

        var model = OnnxExporter.ToModel(graph, weights, graph.Name, (height, width), options);
        using var session = new OnnxSession(model.ToByteArray());
        var actual = session.Run(images, [Samples, channels, height, width]);

        var expected = new List<double>();
        foreach (var image in images.Chunk(images.Length / Samples))
        {
            var input = new PlainMap(channels, height, width) { Values = [.. image.Select(value => (double)value)] };
            expected.AddRange(PlainOperations.Run(graph, weights, input)[result.Index].Values);
        }

        var bound = Tolerance * Math.Max(expected.Max(Math.Abs), 1);
        Assert.Equal(expected.Count, actual.Length);
        Assert.Equal(expected, actual.Select(value => (double)value), (a, b) => Math.Abs(a - b) <= bound);
    }
}
