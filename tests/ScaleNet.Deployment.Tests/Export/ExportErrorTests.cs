using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>What cannot be exported: one line that names what was given and what is expected.</summary>
public sealed class ExportErrorTests
{
    public static TheoryData<string, ExportOptions, string> WrongOptions => new()
    {
        { "opset too old", new ExportOptions { Opset = 12 }, "opset: got 12, expected 13 to 26" },
        { "opset too new", new ExportOptions { Opset = 27 }, "opset: got 27, expected 13 to 26" },
        { "no images", new ExportOptions { Batch = 0 }, "batch: got 0, expected 1 or more" },
        { "no height", new ExportOptions { Height = 0 }, "height: got 0" },
        { "no width", new ExportOptions { Width = -3 }, "width: got -3" },
        { "more than a file holds", new ExportOptions { ExternalDataAbove = 1L << 31 }, "got a limit of 2147483648 bytes" },
        { "split without folding", new ExportOptions { SplitBranches = true, KeepBatchNorm = true }, "branches are split" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Options_that_cannot_be(string name, ExportOptions options, string message)
    {
        var error = Assert.Throws<ExportException>(() => OnnxExporter.ToBytes(ExportedTiny.Grey, options));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(name) || error.Message.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void A_size_that_the_network_cannot_take()
    {
        var builder = new GraphBuilder("narrow");
        builder.Output(Graph.Logits, builder.Conv(builder.Input(1), "conv", 1, kernel: 5, padding: 0));
        var graph = builder.Build();

        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToModel(graph, Draw.Weights(graph), "narrow", (4, 9), new ExportOptions()));

        Assert.Contains("narrow at 4x9", error.Message, StringComparison.Ordinal);
        Assert.Contains("conv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalisation_that_is_not_known()
    {
        var network = ExportedTiny.Grey with { Preprocessing = null };

        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToBytes(network, new ExportOptions { NormalizeInside = true }));

        Assert.Contains("mean and deviation are not known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preprocessing_of_other_images()
    {
        var network = ExportedTiny.Grey with { Preprocessing = new Preprocessing(2, 4, 4, [0, 0], [1, 1]) };

        var error = Assert.Throws<ExportException>(() => OnnxExporter.ToBytes(network, new ExportOptions()));

        Assert.Contains("2 channels, expected 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_names_of_classes()
    {
        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToBytes(ExportedTiny.Grey with { ClassNames = ["cat"] }, new ExportOptions()));

        Assert.Contains("got 1 names of classes, expected 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network()
    {
        var tensors = ExportedTiny.Grey.Weights.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value);
        tensors.Remove("fc.bias");
        tensors["more"] = WeightTensor.FromFloat32([1], 1);
        tensors["conv1.weight"] = WeightTensor.FromFloat32([1], 1, 1, 1, 1);

        var error = Assert.Throws<CheckpointException>(
            () => OnnxExporter.ToBytes(ExportedTiny.Grey with { Weights = new WeightFile(tensors) }, new ExportOptions()));

        Assert.StartsWith("tiny.safetensors: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("missing: fc.bias", error.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected: more", error.Message, StringComparison.Ordinal);
        Assert.Contains("conv1.weight got [1, 1, 1, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_too_large_for_memory()
    {
        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToBytes(ExportedTiny.Grey, new ExportOptions { ExternalDataAbove = 100 }));

        Assert.Contains("expected at most 100 in memory", error.Message, StringComparison.Ordinal);
    }
}
