using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>What the engine computes of one quantised convolution with its ReLU, against the integers written out.</summary>
public sealed class SingleConvolutionTests
{
    private const int Side = 5;
    private const int Inner = 3; // channels
    private const int Outer = 4;

    private static readonly ImageShape Shape = new(Inner, Side, Side);

    [Fact]
    public void A_convolution_of_integers_is_the_sum_of_products_of_rounded_numbers()
    {
        var builder = new GraphBuilder("one");
        var map = builder.Relu(builder.Conv(builder.Input(Inner), "conv", Outer, kernel: 1, bias: true));
        builder.Output(Graph.Logits, builder.Linear(builder.Flatten(builder.GlobalAvgPool(map)), "fc", 2));
        var graph = builder.Build();
        var weights = Draw.Weights(graph);
        var model = FloatModel.Of(
            OnnxExporter.ToModel(graph, weights, "one", (Side, Side), new ExportOptions { AlignChannels = false }), "one");
        var plan = new QuantizationPlan(model, new HashSet<string>());
        var options = new QuantizationOptions { Threads = 1 };
        var calibration = Calibration.Run(model, plan.Values, NoiseImages.Of(Shape, 4), options, TestContext.Current.CancellationToken);
        var result = plan.Result(model.Producer("conv")!);
        var quantized = QdqWriter.Write(model, plan, calibration, options);
        var image = NoiseImages.Image(Shape, 9);

        using var session = TensorSession.Open(quantized, "one", [$"{result}/quantized"], threads: 1);
        var actual = Array.Empty<float>();
        session.Run(image, 1, Shape, (_, tensor) => actual = tensor.ToArray());

        var (input, output) = (calibration.Quantization(plan, "input"), calibration.Quantization(plan, result));
        var (kernel, bias) = (weights.Tensors["conv.weight"].ToFloat32(), weights.Tensors["conv.bias"].ToFloat32());
        var integers = ChannelWeights.Of(kernel, Outer, bias, input.Scale);
        var (biases, scales) = (integers.QuantizeBias(bias, input.Scale), integers.BiasScales(input.Scale));
        Assert.Equal(0, output.ZeroPoint); // so that the ReLU needs no operator
        Assert.Equal(Outer * Side * Side, actual.Length);
        for (var place = 0; place < actual.Length; place++)
        {
            var (channel, pixel) = (place / (Side * Side), place % (Side * Side));
            long sum = biases[channel];
            for (var from = 0; from < Inner; from++)
            {
                sum += (input.Quantize(image[(from * Side * Side) + pixel]) - input.ZeroPoint) * integers.Values[(channel * Inner) + from];
            }

            var expected = Math.Clamp(Math.Round(sum * (double)scales[channel] / output.Scale, MidpointRounding.ToEven), 0, 255) * output.Scale;
            Assert.Equal(expected, actual[place], output.Scale * 1e-3);
        }
    }

    [Fact]
    public void The_error_of_an_operator_is_that_of_its_rounding()
    {
        Assert.Equal(20, NodeErrors.Decibel(signal: 100, noise: 1), 1e-12);
        Assert.Equal(0, NodeErrors.Decibel(signal: 3, noise: 3), 1e-12);
        Assert.Equal(double.PositiveInfinity, NodeErrors.Decibel(signal: 1, noise: 0));
    }
}
