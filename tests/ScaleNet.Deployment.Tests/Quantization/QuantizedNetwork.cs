using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>A small network, exported and quantised, with both models at hand.</summary>
internal sealed class QuantizedNetwork
{
    private const int CalibrationImages = 16;
    private const int ComparedImages = 12;

    public QuantizedNetwork(NetworkSpec spec, QuantizationOptions? options = null, ExportOptions? export = null, int? side = null)
    {
        Shape = new ImageShape(spec.InputChannels, side ?? spec.Resolution, side ?? spec.Resolution);
        var network = new ExportedNetwork(spec, Draw.Weights(spec.Lower()), spec.Name)
        {
            Preprocessing = new Preprocessing(
                Shape.Channels, Shape.Height, Shape.Width,
                [.. Enumerable.Repeat(0f, Shape.Channels)], [.. Enumerable.Repeat(1f, Shape.Channels)]),
        };
        Float = FloatModel.Of(OnnxExporter.ToModel(network, export ?? new ExportOptions()), spec.Name);
        (Model, Report) = Quantizer.Run(Float, Images(Shape), (options ?? Usual) with { Threads = 1 });
    }

    // Sums of products of 8 bits overflow on some machines: what they then compute is nothing to compare with.
    public static QuantizationOptions Usual { get; } = new() { ReduceWeights = !IntegerProducts.AreExact };

    public ImageShape Shape { get; }

    public FloatModel Float { get; }

    public ModelProto Model { get; }

    public QuantizationReport Report { get; }

    /// <summary>Images to calibrate with, and others to compare with.</summary>
    public static QuantizationImages Images(ImageShape shape) => new(
        NoiseImages.Of(shape, CalibrationImages), NoiseImages.Of(shape, ComparedImages, CalibrationImages));

    /// <summary>The logits of some images.</summary>
    public float[] Run(ModelProto model, int images = ComparedImages, bool isOptimized = true)
    {
        float[] values = [.. Enumerable.Range(CalibrationImages, images).SelectMany(index => NoiseImages.Image(Shape, index))];
        using var settings = new SessionOptions
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = isOptimized ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
        };
        using var session = new InferenceSession(model.ToByteArray(), settings);
        using var input = OrtValue.CreateTensorValueFromMemory(values, [images, Shape.Channels, Shape.Height, Shape.Width]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input"], [input], ["logits"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The noise of some numbers against others, as a share of the signal's amplitude without its mean.</summary>
    public static double Noise(float[] exact, float[] rounded)
    {
        var mean = exact.Average();
        return Math.Sqrt(
            exact.Zip(rounded, (a, b) => ((double)a - b) * ((double)a - b)).Sum() / exact.Sum(a => (a - mean) * (double)(a - mean)));
    }
}
