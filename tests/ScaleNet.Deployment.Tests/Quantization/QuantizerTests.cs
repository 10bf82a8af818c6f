using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Quantization;
using ScaleNet.Deployment.Tests.Export;
using ScaleNet.Deployment.Tests.Inference;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>The whole way from a float32 model to one of integers.</summary>
public sealed class QuantizerTests
{
    private static readonly ImageShape Shape = new(1, 4, 4);

    [Fact]
    public void A_file_keeps_its_texts_and_opens_like_any_other()
    {
        using var folder = new TemporaryFolder();
        var (path, output) = (Path.Combine(folder.Path, "float.onnx"), Path.Combine(folder.Path, "int8.onnx"));
        OnnxExporter.ToFile(TinyModels.Network, path, new ExportOptions());

        var report = Quantizer.Run(
            path, output, QuantizedNetwork.Images(Shape), new QuantizationOptions { Threads = 1 }, stop: TestContext.Current.CancellationToken);

        using var model = OnnxClassifier.Open(output);
        Assert.Equal(TinyModels.Network.Preprocessing, model.Description.Preprocessing);
        Assert.Equal(["cat", "dog"], model.Description.ClassNames);
        var (before, after) = (Texts(path), Texts(output));
        Assert.Equal(before.Keys.Append(MetadataKeys.Quantization).Order(), after.Keys.Order());
        Assert.All(before.Keys, key => Assert.Equal(before[key], after[key]));
        Assert.Contains("\"activations\":\"uint8\"", after[MetadataKeys.Quantization], StringComparison.Ordinal);
        Assert.Equal(new FileInfo(path).Length, report.FloatBytes);
        Assert.Equal(new FileInfo(output).Length, report.Bytes);
        Assert.Equal((4, 4), (ModelCard.Read(output).Height, ModelCard.Read(output).Width));

        Assert.Contains(
            "is quantised already (got the operator QuantizeLinear",
            Assert.Throws<QuantizationException>(() => FloatModel.Read(output)).Message,
            StringComparison.Ordinal);

        static Dictionary<string, string> Texts(string file) =>
            ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).MetadataProps.ToDictionary(text => text.Key, text => text.Value);
    }

    [Fact]
    public void Tensors_in_another_file_are_read_and_written()
    {
        using var folder = new TemporaryFolder();
        var (path, output) = (Path.Combine(folder.Path, "float.onnx"), Path.Combine(folder.Path, "int8.onnx"));
        var network = ExportedTiny.Of(TinyNetworks.SeResNet);
        OnnxExporter.ToFile(network, path, new ExportOptions { ExternalDataAbove = 0 });
        Assert.True(File.Exists(path + ".data"));

        var report = Quantizer.Run(
            path, output, QuantizedNetwork.Images(new ImageShape(3, 32, 32)), QuantizedNetwork.Usual with { Threads = 1, ExternalDataAbove = 0 },
            stop: TestContext.Current.CancellationToken);

        Assert.True(File.Exists(output + ".data"));
        Assert.Equal(new FileInfo(output).Length + new FileInfo(output + ".data").Length, report.Bytes);
        var whole = new QuantizedNetwork(TinyNetworks.SeResNet).Report;
        Assert.Equal(whole.Agreement, report.Agreement);
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData(ActivationType.SignedBytes, CalibrationMethod.MinMax, false)]
    [InlineData(ActivationType.UnsignedBytes, CalibrationMethod.Entropy, false)]
    [InlineData(ActivationType.UnsignedBytes, CalibrationMethod.Percentile, false)]
    [InlineData(ActivationType.UnsignedBytes, CalibrationMethod.MinMax, true)]
    internal void Every_choice_makes_a_model_that_says_nearly_the_same(ActivationType type, CalibrationMethod method, bool isReduced)
    {
        const double most = 0.2; // entropy cuts off what a few images need; the others stay below a tenth
        var network = new QuantizedNetwork(
            TinyNetworks.OneBlockPerStage, new QuantizationOptions { Activations = type, Method = method, ReduceWeights = isReduced }, side: 64);

        Assert.InRange(QuantizedNetwork.Noise(network.Run(network.Float.Proto), network.Run(network.Model)), 1e-6, most);
        var largest = network.Model.Graph.Initializer.Where(tensor => tensor.Name.EndsWith("weight/integers", StringComparison.Ordinal))
            .SelectMany(tensor => tensor.RawData).Max(value => Math.Abs((int)(sbyte)value));
        Assert.Equal(isReduced ? 63 : 127, largest);
        Assert.Equal(!isReduced && !IntegerProducts.AreExact, network.Report.Notes.Any(note => note.Contains("--reduce-range", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fixed_batch_a_normalisation_inside_and_outputs_of_stages_are_kept()
    {
        var export = new ExportOptions { Batch = 4, NormalizeInside = true, StageOutputs = true };
        var network = new QuantizedNetwork(TinyNetworks.ResNeXt, export: export);

        Assert.Equal(network.Float.Proto.Graph.Output, network.Model.Graph.Output);
        Assert.Equal(network.Float.Proto.Graph.Input, network.Model.Graph.Input);
        Assert.InRange(QuantizedNetwork.Noise(network.Run(network.Float.Proto, images: 4), network.Run(network.Model, images: 4)), 1e-6, 0.2);
        Assert.Equal(
            ["normalization/centred", "normalization/scaled"],
            network.Report.Operators.Where(one => one.State == OperatorState.NotQuantizable).Select(one => one.Name));
        Assert.Equal(12, network.Report.Agreement!.Images); // two full batches of four and four
    }

    [Fact]
    public void Excluded_operators_stay_in_float32()
    {
        var network = new QuantizedNetwork(
            TinyNetworks.SeResNet, new QuantizationOptions { Exclude = ["conv1", "layer1.0.*"] });

        var excluded = network.Report.Operators.Where(one => one.State == OperatorState.Excluded).Select(one => one.Name).ToList();
        Assert.Contains("conv1", excluded);
        Assert.Contains("layer1.0.conv2", excluded);
        Assert.DoesNotContain(excluded, name => name.StartsWith("layer2", StringComparison.Ordinal));
        Assert.Contains(network.Model.Graph.Initializer, tensor => tensor.Name == "conv1.weight");
        Assert.DoesNotContain(network.Model.Graph.Initializer, tensor => tensor.Name == "layer2.0.conv1.weight");
    }

    [Fact]
    public void Operators_with_large_errors_stay_in_float32_and_nothing_else_does()
    {
        var all = new QuantizedNetwork(TinyNetworks.SeResNet).Report.Operators;
        var limit = all.Where(one => one.SignalToNoise is not null).Select(one => one.SignalToNoise!.Value).Order().ElementAt(2) + 1e-6;

        var network = new QuantizedNetwork(TinyNetworks.SeResNet, QuantizedNetwork.Usual with { LeastSignalToNoise = limit });

        var noisy = network.Report.Operators.Where(one => one.State == OperatorState.TooNoisy).ToList();
        Assert.Equal(3, noisy.Count);
        Assert.All(noisy, one => Assert.True(one.SignalToNoise < limit));
        Assert.All(network.Report.Operators.Where(one => one.State == OperatorState.Quantized), one => Assert.True(one.SignalToNoise >= limit));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(5, 1)]
    public void As_many_operators_are_restored_as_the_accuracy_needs(double points, int least)
    {
        var model = Balanced(64);
        var answers = Answers(model, 64);
        var images = new QuantizationImages(
            NoiseImages.Of(Shape, 16), NoiseImages.Of(Shape, 32, 32, index => answers[index]), NoiseImages.Of(Shape, 32, 0, index => answers[index]));

        // Ranges that leave out almost all values make mistakes.
        var poor = new QuantizationOptions { Method = CalibrationMethod.Percentile, Percentile = 0.8, LeastSignalToNoise = -100 };
        var (_, report) = Quantizer.Run(model, images, poor with { Threads = 1, KeepAccuracyPoints = points });

        var restored = report.Operators.Count(one => one.State == OperatorState.Restored);
        Assert.InRange(restored, least, report.Operators.Count(one => one.SignalToNoise is not null) - 1);
        Assert.Equal(1, report.Agreement!.FloatAccuracy);
        Assert.Equal(report.Agreement.Agreement, report.Agreement.Accuracy);
    }

    [Fact]
    public void The_reported_accuracy_is_counted_from_labels()
    {
        var model = FloatModel.Of(OnnxExporter.ToModel(TinyModels.Network, new ExportOptions()), "tiny");
        var answers = Answers(model, 40);
        var images = new QuantizationImages(
            NoiseImages.Of(Shape, 16), NoiseImages.Of(Shape, 40, 0, index => index < 10 ? 1 - answers[index] : answers[index]));

        var agreement = Quantizer.Run(model, images, new QuantizationOptions { Threads = 1 }).Report.Agreement!;

        Assert.Equal(0.75, agreement.FloatAccuracy!.Value, 1e-12);
        Assert.Equal(100 * (agreement.FloatAccuracy - agreement.Accuracy), agreement.LostPoints);
        Assert.InRange(agreement.Agreement, 0.8, 1);
    }

    // The tiny network with a bias by which it names either class for half of the images.
    private static FloatModel Balanced(int count)
    {
        var proto = OnnxExporter.ToModel(TinyModels.Network, new ExportOptions());
        float[] differences = [.. Scores(FloatModel.Of(proto, "tiny"), count).Chunk(2).Select(pair => pair[1] - pair[0]).Order()];
        var bias = proto.Graph.Initializer.Single(tensor => tensor.Name == "fc.bias");
        var second = FloatModel.Floats(bias)[1] - ((differences[(count / 2) - 1] + differences[count / 2]) / 2);
        bias.RawData = ByteString.CopyFrom([.. bias.RawData.Take(4), .. BitConverter.GetBytes(second)]);
        return FloatModel.Of(proto, "tiny");
    }

    private static int[] Answers(FloatModel model, int count) =>
        [.. Scores(model, count).Chunk(2).Select(pair => pair[1] > pair[0] ? 1 : 0)];

    private static float[] Scores(FloatModel model, int count)
    {
        using var classifier = OnnxClassifier.Open(model.Proto.ToByteArray(), "tiny");
        float[] images = [.. Enumerable.Range(0, count).SelectMany(index => NoiseImages.Image(Shape, index))];
        var scores = new float[count * 2];
        classifier.Run(images, scores);
        return scores;
    }
}
