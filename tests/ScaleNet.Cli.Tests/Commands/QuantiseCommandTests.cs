using System.Text.Json;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Cli.Tests.Commands;

/// <summary>Models of integers and of shorter weights, made of real files by the real verb.</summary>
public sealed class QuantiseCommandTests : IDisposable
{
    private const int Pictures = 12;

    private readonly TemporaryFolder _folder = new();

    public QuantiseCommandTests()
    {
        var spec = TinyNetworks.TwoBlocks with { InputChannels = 3 };
        var network = new ExportedNetwork(spec, InitialWeights.Create(spec.Lower(), seed: 1), "tiny")
        {
            Preprocessing = ModelDescription.ImageNet(spec.Resolution, spec.Resolution),
            ClassNames = ["cat", "dog"],
        };
        OnnxExporter.ToFile(network, _folder.File("model.onnx"), new ExportOptions());
        Directory.CreateDirectory(_folder.File("pictures"));
        Directory.CreateDirectory(_folder.File("empty"));
        foreach (var i in Enumerable.Range(0, Pictures))
        {
            byte[] rgb = [.. Enumerable.Range(0, 3 * 8 * 6).Select(at => (byte)((at * (i + 3) * 7) % 256))];
            File.WriteAllBytes(_folder.File($"pictures/p{i}.png"), ImageEncoder.EncodeRgbPng(rgb, width: 8, height: 6));
        }
    }

    [Theory]
    [InlineData("quantise")]
    [InlineData("quantize")]
    public void Pictures_calibrate_a_model_that_predict_opens(string verb)
    {
        var result = Run(verb, "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures", "--images", "8", "--json").Succeeded().Json;

        Assert.Equal(8, result.GetProperty("calibrationImages").GetInt32());
        Assert.Equal(4, result.GetProperty("agreement").GetProperty("images").GetInt32()); // the other pictures
        Assert.Equal("uint8", result.GetProperty("activations").GetString());
        Assert.Equal(new FileInfo(_folder.File("int8.onnx")).Length, result.GetProperty("bytes").GetInt64());
        Assert.Equal(new FileInfo(_folder.File("model.onnx")).Length, result.GetProperty("floatBytes").GetInt64());
        Assert.True(result.GetProperty("engineOperators").GetProperty("QLinearConv").GetInt32() > 5);
        Assert.Contains(result.GetProperty("operators").EnumerateArray(), one => one.GetProperty("state").GetString() == "quantized");

        var float32 = Run("predict", "pictures", "--model", "model.onnx", "--json").Succeeded().Json;
        var int8 = Run("predict", "pictures", "--model", "int8.onnx", "--json").Succeeded().Json;
        Assert.Equal(Pictures, int8.GetArrayLength());
        Assert.All(float32.EnumerateArray().Zip(int8.EnumerateArray()), pair =>
            Assert.Equal(ProbabilityOfCat(pair.First), ProbabilityOfCat(pair.Second), 0.1));
    }

    [Fact]
    public void The_text_says_what_became_of_the_model()
    {
        var text = Run("quantise", "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures", "--exclude", "conv1", "--full").Succeeded();

        Assert.Contains("values     uint8, ranges by minmax of 12 images", text.Output, StringComparison.Ordinal);
        Assert.Contains("float32    conv1 (Conv)", text.Output, StringComparison.Ordinal);
        Assert.Contains(": excluded", text.Output, StringComparison.Ordinal);
        Assert.Contains("engine     ONNX Runtime runs", text.Output, StringComparison.Ordinal);
        Assert.Contains("agreement  ", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("accuracy", text.Output, StringComparison.Ordinal); // nobody knows the labels
        Assert.Contains("layer1.0.conv3", text.Output, StringComparison.Ordinal);
        Assert.Contains("the models are compared on the same ones", text.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    public void Weights_of_16_bits_need_no_pictures(string type)
    {
        var alone = Run("quantise", "model.onnx", "-o", "half.onnx", "--weights-only", type, "--json").Succeeded().Json;
        var compared = Run(
            "quantise", "model.onnx", "-o", "half.onnx", "--weights-only", type, "--calibrate", "pictures", "--overwrite", "--json").Succeeded().Json;

        Assert.Equal(type, alone.GetProperty("weights").GetString());
        Assert.Equal(JsonValueKind.Null, alone.GetProperty("agreement").ValueKind);
        Assert.Equal(1, compared.GetProperty("agreement").GetProperty("agreement").GetDouble());
        Run("predict", "pictures", "--model", "half.onnx").Succeeded();
    }

    [Fact]
    public void A_picture_that_cannot_be_read_is_left_out_with_a_note()
    {
        _folder.Write("pictures/p3.png", "words");

        var result = Run("quantise", "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures", "--json").Succeeded();

        Assert.Equal(Pictures - 1, result.Json.GetProperty("calibrationImages").GetInt32());
        Assert.Contains("note: left out: ", result.Log, StringComparison.Ordinal);
        Assert.Contains("p3.png", result.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx", "--calibrate: got nothing, expected images to measure ranges on")]
    [InlineData("model.onnx --calibrate nowhere", "--calibrate: there is no folder 'nowhere'")]
    [InlineData("model.onnx --calibrate empty", "got no picture")]
    [InlineData("model.onnx --calibrate embedded", "images are 1x28x28, expected 3x4x4")]
    [InlineData("lost.onnx --calibrate pictures", "lost.onnx: cannot be read")]
    [InlineData("names.txt.onnx --calibrate pictures", "names.txt.onnx: not an ONNX model")]
    [InlineData("model.onnx --calibrate pictures --images 0", "--images: got '0'")]
    [InlineData("model.onnx --calibrate pictures --method some", "--method: got 'some', expected minmax, percentile or entropy.")]
    [InlineData("model.onnx --calibrate pictures --percentile 99", "--percentile: goes with --method percentile only")]
    [InlineData("model.onnx --calibrate pictures --method percentile --percentile 101", "--percentile: got '101'")]
    [InlineData("model.onnx --calibrate pictures --activations int4", "--activations: got 'int4', expected uint8 or int8.")]
    [InlineData("model.onnx --calibrate pictures --exclude conv7", "no operator is called 'conv7'")]
    [InlineData("model.onnx --calibrate pictures --keep-accuracy 0.5", "images without labels of the model's classes cannot tell the accuracy")]
    [InlineData("model.onnx --calibrate pictures --keep-accuracy 0.5 --compare 0", "--keep-accuracy: wants images to tell the accuracy on, got --compare 0")]
    [InlineData("model.onnx --weights-only float8", "--weights-only: got 'float8', expected float16 or bfloat16.")]
    [InlineData("model.onnx --weights-only float16 --images 3", "--images: has no meaning with --weights-only")]
    [InlineData("model.onnx --weights-only float16 --full", "--full: has no meaning with --weights-only")]
    public void What_cannot_be_quantised_is_one_line_and_no_file(string line, string words)
    {
        _folder.Write("names.txt.onnx", "cat\ndog\n");

        var result = Run(["quantise", .. line.Split(' '), "-o", "new.onnx"]);

        Assert.Equal(2, result.Code);
        Assert.Equal("", result.Output);
        Assert.Contains(words, result.Log.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Single(result.Log.Split('\n'), text => text.StartsWith("error: ", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.File("new.onnx")));
    }

    [Fact]
    public void A_model_is_quantised_once_and_replaced_only_on_request()
    {
        Run("quantise", "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures").Succeeded();

        Run("quantise", "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures").FailedWithLast("int8.onnx: exists already");
        Run("quantise", "int8.onnx", "-o", "again.onnx", "--calibrate", "pictures").FailedWithLast("is quantised already");
        Run("quantise", "int8.onnx", "-o", "again.onnx", "--weights-only", "float16").FailedWithLast("is quantised already");
        Run("quantise", "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures", "--overwrite").Succeeded();
    }

    [Theory]
    [InlineData("--calibrate pictures")]
    [InlineData("--weights-only float16")]
    public void A_model_is_not_replaced_by_what_is_made_of_it(string options)
    {
        var before = File.ReadAllBytes(_folder.File("model.onnx"));

        Run(["quantise", "model.onnx", "-o", "model.onnx", "--overwrite", .. options.Split(' ')]).FailedWithLast("model.onnx: is the model that is read");

        Assert.Equal(before, File.ReadAllBytes(_folder.File("model.onnx")));
    }

    [Fact]
    public void Pictures_that_nothing_is_compared_on_are_not_said_to_be_compared() => Assert.DoesNotContain(
        "are compared on", Run("quantise", "model.onnx", "-o", "int8.onnx", "--calibrate", "pictures", "--compare", "0").Succeeded().Log, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static double ProbabilityOfCat(JsonElement picture) => picture.GetProperty("classes").EnumerateArray()
        .Single(guess => guess.GetProperty("class").GetString() == "cat").GetProperty("probability").GetDouble();

    private CommandResult Run(params string[] words) =>
        CommandRunner.Run([.. words.Select(word => IsPath(word) ? _folder.File(word) : word), "--threads", "1"]);

    private static bool IsPath(string word) => word is "pictures" or "empty" || word.EndsWith(".onnx", StringComparison.Ordinal);
}
