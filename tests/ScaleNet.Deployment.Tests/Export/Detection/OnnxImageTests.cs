using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Parity.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Tests.Export.Detection;

/// <summary>The rule of sizes as a model's operators, against the rule.</summary>
public sealed class OnnxImageTests
{
    [Theory]
    [InlineData(800, 1333)]
    [InlineData(600, 1000)]
    [InlineData(37, 53)]
    public void An_image_of_any_size_becomes_as_large_as_the_rule_says(int shortSide, int longSide)
    {
        var rule = new ResizeRule(shortSide, longSide);
        using var session = Session(SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn) with { ShortSide = shortSide, LongSide = longSide });
        ImageSize[] sizes = [.. Enumerable.Range(0, 400).Select(i => new ImageSize(2 + (i * 37 % 113), 3 + (i * 71 % 127)))];

        Assert.All(sizes, size =>
        {
            var (resized, padded) = Run(session, size);

            var expected = rule.Of(size);
            Assert.Equal([expected.Height, expected.Width], resized);
            Assert.Equal(resized.Select(side => (side + 31) / 32 * 32), padded);
        });
    }

    private static (long[] Resized, long[] Padded) Run(InferenceSession session, ImageSize size)
    {
        using var image = OrtValue.CreateTensorValueFromMemory(new float[3 * size.Height * size.Width], [3, size.Height, size.Width]);
        using var options = new RunOptions();
        using var results = session.Run(options, [OnnxImage.Input], [image], session.OutputNames);
        return (results[0].GetTensorDataAsSpan<long>().ToArray(), results[1].GetTensorDataAsSpan<long>().ToArray());
    }

    // Only the sizes: the pixels are held to libtorch's by the detections.
    private static InferenceSession Session(FasterRcnnSpec spec)
    {
        var graph = new OnnxGraph("image");
        var image = OnnxImage.Add(graph, spec);
        graph.Proto.Output.Add(OnnxGraph.Describe(image.Resized, TensorProto.Types.DataType.Int64, OnnxGraph.Known(2)));
        graph.Proto.Output.Add(OnnxGraph.Describe(image.Padded, TensorProto.Types.DataType.Int64, OnnxGraph.Known(2)));
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        return new InferenceSession(OnnxExporter.ModelOf(graph.Proto, DetectorExportOptions.OldestOpset).ToByteArray(), options);
    }
}
