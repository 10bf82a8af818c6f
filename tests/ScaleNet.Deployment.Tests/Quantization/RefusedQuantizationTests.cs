using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Quantization;
using ScaleNet.Deployment.Tests.Inference;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>What cannot be quantised is one line; what can in part, is in part.</summary>
public sealed class RefusedQuantizationTests
{
    private static readonly ImageShape Grey = new(1, 4, 4);

    [Fact]
    public void A_model_of_half_precision_is_refused()
    {
        var model = Tiny();
        model.Graph.Initializer.First(tensor => tensor.Dims.Count > 1).DataType = (int)TensorProto.Types.DataType.Float16;

        Refused(() => FloatModel.Of(model, "half.onnx"), "half.onnx: 'conv1.weight' is float16, expected a float32 model");
    }

    [Fact]
    public void A_model_of_old_operators_is_refused()
    {
        var model = Tiny();
        model.OpsetImport[0].Version = 12;

        Refused(() => FloatModel.Of(model, "old.onnx"), "old.onnx: got opset 12, expected 13 or newer");
    }

    [Fact]
    public void A_model_without_convolutions_is_refused() => Refused(
        () => Run(TinyModels.Foreign(channels: 1), new QuantizationOptions()), "no convolution or linear layer is left to quantise");

    [Fact]
    public void Nothing_is_left_when_everything_is_excluded() => Refused(
        () => Run(Tiny(), new QuantizationOptions { Exclude = ["*"] }), "no convolution or linear layer is left to quantise");

    [Fact]
    public void An_unknown_operator_cannot_be_excluded() => Refused(
        () => Run(Tiny(), new QuantizationOptions { Exclude = ["conv9"] }), "no operator is called 'conv9'", "conv1", "Give one of these");

    [Fact]
    public void A_weight_that_is_no_number_is_named()
    {
        var model = Tiny();
        var weight = model.Graph.Initializer.First(tensor => tensor.Name == "fc.weight");
        weight.RawData = ByteString.CopyFrom([.. BitConverter.GetBytes(float.NaN), .. weight.RawData.Skip(4)]);

        Refused(() => Run(model, new QuantizationOptions()), "'fc.weight' holds a value that is not finite");
    }

    [Fact]
    public void An_activation_that_is_no_number_is_named_with_its_images()
    {
        var model = Tiny();
        var bias = model.Graph.Initializer.First(tensor => tensor.Name == "conv1.bias");
        bias.RawData = ByteString.CopyFrom([.. BitConverter.GetBytes(float.PositiveInfinity), .. bias.RawData.Skip(4)]);

        Refused(() => Run(model, new QuantizationOptions()), "tiny: '", "is not finite for one of the calibration images 0 to 3");
    }

    [Fact]
    public void No_images_are_refused() => Refused(
        () => Quantizer.Run(FloatModel.Of(Tiny(), "tiny"), new QuantizationImages(NoiseImages.Of(Grey, 0)), new QuantizationOptions()),
        "noise: got no images");

    [Fact]
    public void Images_that_are_all_damaged_are_refused()
    {
        var damaged = new CalibrationImages(new NoiseImages(Grey, 1) { IsDamaged = true }, hasLabels: false);

        Refused(
            () => Quantizer.Run(FloatModel.Of(Tiny(), "tiny"), new QuantizationImages(damaged), new QuantizationOptions()),
            "noise: none of the images can be read (image 0: torn.)");
    }

    [Fact]
    public void An_accuracy_cannot_be_kept_without_labels() => Refused(
        () => Run(Tiny(), new QuantizationOptions { KeepAccuracyPoints = 1 }), "noise: images without labels of the model's classes cannot tell the accuracy");

    [Fact]
    public void Unknown_operators_stay_in_float32()
    {
        var model = Tiny();
        var pool = model.Graph.Node.First(node => node.OpType == "GlobalAveragePool");
        model.Graph.Node.Insert(
            model.Graph.Node.IndexOf(pool), new NodeProto { OpType = "Erf", Name = "bend", Input = { pool.Input[0] }, Output = { "bent" } });
        pool.Input[0] = "bent";

        var (result, report) = Run(model, new QuantizationOptions());

        Assert.Equal(OperatorState.NotQuantizable, report.Operators.Single(one => one.Name == "bend").State);
        Assert.Single(result.Graph.Node, node => node.OpType == "Erf");
        Assert.Equal(1, report.EngineOperators["Erf"]);
    }

    [Fact]
    public void A_batch_norm_that_could_not_be_folded_stays_in_float32()
    {
        var spec = TinyNetworks.DenseNet;
        var network = new QuantizedNetwork(spec);

        Assert.Equal(["BatchNormalization"], Types(OperatorState.NotQuantizable));
        Assert.Equal(["Relu"], Types(OperatorState.BetweenFloats)); // those behind these batch norms

        IEnumerable<string> Types(OperatorState state) => network.Report.Operators.Where(one => one.State == state).Select(one => one.Type).Distinct();
    }

    [Fact]
    public void A_channel_without_weights_and_a_map_of_zeros_do_no_harm()
    {
        var drawn = Draw.Weights(TinyNetworks.TwoBlocks.Lower());
        var weights = new WeightFile(drawn.Tensors.Select(pair => KeyValuePair.Create(
            pair.Key,
            pair.Key.StartsWith("layer1.0.conv2.", StringComparison.Ordinal) || pair.Key.StartsWith("layer1.0.bn2.", StringComparison.Ordinal)
                ? WeightTensor.FromFloat32(new float[pair.Value.Shape.Aggregate(1, (product, length) => product * (int)length)], [.. pair.Value.Shape])
                : pair.Value)));
        var network = new ExportedNetwork(TinyNetworks.TwoBlocks, weights, "zeros") { Preprocessing = TinyModels.Network.Preprocessing };

        var (_, report) = Run(OnnxExporter.ToModel(network, new ExportOptions()), new QuantizationOptions());

        Assert.InRange(report.Agreement!.Agreement, 0.9, 1);
        Assert.True(double.IsFinite(report.Agreement.LargestDifference));
    }

    private static ModelProto Tiny() => OnnxExporter.ToModel(TinyModels.Network, new ExportOptions());

    private static (ModelProto Model, QuantizationReport Report) Run(ModelProto model, QuantizationOptions options) =>
        Quantizer.Run(FloatModel.Of(model, "tiny"), QuantizedNetwork.Images(Grey), options with { Threads = 1 });

    private static void Refused(Action action, params string[] words)
    {
        var message = Assert.Throws<QuantizationException>(action).Message;
        Assert.DoesNotContain('\n', message);
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
