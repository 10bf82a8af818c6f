using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Graphs that no spec describes.</summary>
public sealed class BareGraphTests
{
    [Fact]
    public void The_model_is_that_of_the_network_without_its_texts()
    {
        using var folder = new TemporaryFolder();
        var spec = Catalog.Get("scalenet11_small").Spec;
        var (graph, weights) = (spec.Lower(), InitialWeights.Create(spec.Lower(), seed: 1));
        var options = new ExportOptions { Height = 28, Width = 28 };

        OnnxExporter.ToFile(graph, weights, Path.Combine(folder.Path, "graph.onnx"), options);

        var model = Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder.Path, "graph.onnx")));
        var expected = OnnxExporter.ToModel(new ExportedNetwork(spec, weights, "random"), options);
        Assert.Empty(model.MetadataProps);
        Assert.Equal(expected.Graph.Node, model.Graph.Node);
    }

    [Theory]
    [InlineData(null, 32, false)]
    [InlineData(32, null, false)]
    [InlineData(32, 32, true)]
    public void A_graph_must_be_told_its_size_and_cannot_normalise(int? height, int? width, bool inside)
    {
        using var folder = new TemporaryFolder();
        var graph = Catalog.Get("scalenet11_small").Spec.Lower();
        var options = new ExportOptions { Height = height, Width = width, NormalizeInside = inside };

        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToFile(graph, InitialWeights.Create(graph, seed: 1), Path.Combine(folder.Path, "graph.onnx"), options));

        Assert.Contains("Give the height and the width, and normalise outside", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "graph.onnx")));
    }
}
