using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Cli.Tests.Commands;

/// <summary>Predictions with ONNX Runtime; the end-to-end tests compare them with libtorch's.</summary>
public sealed class PredictCommandTests
{
    private const string Model = "network.json";
    private const string Weights = "weights.safetensors";

    private static readonly ScaleNetSpec Spec = TinyNetworks.TwoBlocks with { InputChannels = 3 };
    private static readonly WeightFile State = InitialWeights.Create(Spec.Lower(), seed: 1);

    [Fact]
    public void A_weight_file_and_its_exported_model_say_the_same()
    {
        using var folder = Prepare();
        var byWeights = Predict(folder, "pictures", "--model", Model, "--weights", Weights, "--format", "csv");
        var byModel = Predict(folder, "pictures", "--model", "model.onnx", "--format", "csv");

        Assert.Equal(byWeights.Succeeded().Output, byModel.Succeeded().Output);
        Assert.Equal(1 + (5 * 2), byModel.Lines.Length); // five pictures, two classes
        Assert.Contains("pictures/p2.png,1,", byModel.Output, StringComparison.Ordinal);
        Assert.Contains("class 1", byModel.Output, StringComparison.Ordinal);
        Assert.Contains("note: a weight file does not say how its images were normalised", byWeights.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("5")]
    [InlineData("1000000000")]
    public void Any_batch_gives_the_same(string batch)
    {
        using var folder = Prepare();
        var expected = Predict(folder, "pictures", "--model", "model.onnx").Succeeded().Output;

        Assert.Equal(expected, Predict(folder, "pictures", "--model", "model.onnx", "--batch", batch).Succeeded().Output);
        Assert.Equal(expected, Predict(folder, "pictures", "--model", "batch2.onnx", "--batch", batch).Succeeded().Output);
    }

    [Fact]
    public void Bad_pictures_are_named_and_the_others_are_predicted()
    {
        using var folder = Prepare();
        folder.Write("pictures/p3.png", "words");

        var result = Predict(folder, "pictures", "lost.png", "--model", "model.onnx", "--top", "1");

        Assert.Equal(2, result.Code);
        Assert.Equal(4, result.Lines.Length);
        var errors = result.Log.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, errors.Length);
        Assert.Contains("p3.png: not a picture that can be decoded", errors[0], StringComparison.Ordinal);
        Assert.Contains("lost.png: cannot be read", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_come_from_a_file_and_results_go_to_one()
    {
        using var folder = Prepare();
        folder.Write("names.txt", "cat\ndog\n");
        var output = folder.File("classes.json");

        var result = Predict(folder, "pictures", "--model", "model.onnx", "--class-names", folder.File("names.txt"), "--json", "--output", output);

        Assert.Equal("", result.Succeeded().Output);
        var document = new CommandResult(0, File.ReadAllText(output), "").Json;
        Assert.Equal(5, document.GetArrayLength());
        Assert.Equal(["cat", "dog"], document[0].GetProperty("classes").EnumerateArray().Select(guess => guess.GetProperty("class").GetString()).Order());
    }

    [Fact]
    public void A_given_preprocessing_counts()
    {
        using var folder = Prepare();
        var other = folder.Write("other.json", new Preprocessing(3, 4, 4, [0, 0, 0], [9, 9, 9]).ToJson());

        var usual = Predict(folder, "pictures", "--model", Model, "--weights", Weights, "--format", "csv").Succeeded();
        var changed = Predict(folder, "pictures", "--model", Model, "--weights", Weights, "--format", "csv", "--preprocessing", other).Succeeded();

        Assert.NotEqual(usual.Output, changed.Output);
        Assert.Equal("", changed.Log);
    }

    [Theory]
    [InlineData("--model network.json", "expected one of --run RUN, --model FILE.onnx, or --model MODEL together with --weights FILE")]
    [InlineData("--model model.onnx --weights weights.safetensors", "expected one of --run RUN")]
    [InlineData("--run a --model b", "expected one of --run RUN")]
    [InlineData("--model model.onnx --engine torch", "--engine: torch computes runs and weight files, ")]
    [InlineData("--model model.onnx --engine tensorflow", "--engine: got 'tensorflow', expected onnx or torch.")]
    [InlineData("--model model.onnx --format xml", "--format: got 'xml', expected text, json or csv.")]
    [InlineData("--model model.onnx --format csv --json", "--json and --format: got both")]
    [InlineData("--model lost.onnx", "lost.onnx: cannot be read")]
    [InlineData("--model names.txt.onnx", "names.txt.onnx: not an ONNX model")]
    [InlineData("--model model.onnx --class-names short.txt", "short.txt: got 1 names of classes, expected 2")]
    [InlineData("--model model.onnx --output nowhere/x.csv", "x.csv', expected a file in a folder that exists")]
    [InlineData("--model model.onnx --output pictures", "pictures', expected a file in a folder that exists")]
    [InlineData("--model network.json --weights weights.safetensors --preprocessing grey.json", "grey.json: makes 1 channels")]
    public void What_does_not_fit_is_one_line(string options, string words)
    {
        using var folder = Prepare();
        folder.Write("names.txt.onnx", "cat\ndog\n");
        folder.Write("short.txt", "cat");
        folder.Write("grey.json", new Preprocessing(1, 4, 4, [0], [1]).ToJson());

        var result = Predict(folder, ["pictures", .. options.Split(' ')]);

        Assert.Equal("", result.Output);
        Assert.Equal(2, result.Code);
        Assert.Contains(words, result.Log.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    /// <summary>Runs the verb with paths that are relative to a folder.</summary>
    private static CommandResult Predict(TemporaryFolder folder, params string[] arguments)
    {
        string[] absolute = [.. arguments.Select(word => IsPath(word) ? folder.File(word) : word)];
        var result = CommandRunner.Run(["predict", "--threads", "1", .. absolute]);
        return result with { Output = result.Output.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) };
    }

    private static bool IsPath(string word) => word == "pictures" || (Path.HasExtension(word) && !Path.IsPathRooted(word));

    private static TemporaryFolder Prepare()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("pictures"));
        foreach (var i in Enumerable.Range(0, 5))
        {
            byte[] rgb = [.. Enumerable.Range(0, 3 * 8 * 6).Select(at => (byte)((at * (i + 3) * 7) % 256))];
            File.WriteAllBytes(folder.File($"pictures/p{i}.png"), ImageEncoder.EncodeRgbPng(rgb, width: 8, height: 6));
        }

        folder.Write(Model, SpecJson.Write(Spec));
        SafetensorsWriter.Write(folder.File(Weights), State);
        var network = new ExportedNetwork(Spec, State, Weights)
        {
            Preprocessing = Deployment.Inference.ModelDescription.ImageNet(Spec.Resolution, Spec.Resolution),
        };
        OnnxExporter.ToFile(network, folder.File("model.onnx"), new ExportOptions());
        OnnxExporter.ToFile(network, folder.File("batch2.onnx"), new ExportOptions { Batch = 2 });
        return folder;
    }
}
