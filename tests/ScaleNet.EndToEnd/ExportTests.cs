using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.EndToEnd;

/// <summary>ONNX models of runs and of networks with weights.</summary>
public sealed class ExportTests(TrainedSeed seed)
{
    private const int ProbabilityDigits = 4;

    [Fact]
    public void A_model_of_a_run_says_of_a_picture_what_the_run_says()
    {
        using var folder = seed.Copy();
        File.WriteAllBytes(folder.At("grey.png"), Pictures.Grey);
        var guess = folder.Run("predict grey.png --run runs/seed1 --top 1 --threads 1 --json").Succeeded().Json[0].GetProperty("classes")[0];

        folder.Run("export runs/seed1 -o seed1.onnx").Succeeded();

        using var session = new InferenceSession(folder.At("seed1.onnx"));
        var texts = session.ModelMetadata.CustomMetadataMap;
        var preprocessing = Preprocessing.FromJson(texts[MetadataKeys.Preprocessing], "model");
        var names = JsonSerializer.Deserialize<string[]>(texts[MetadataKeys.Classes])!;
        var input = ImagePreparation.ToInput(ImageDecoder.Decode(folder.At("grey.png")), preprocessing);
        var probabilities = Softmax(Run(session, input, preprocessing));
        var best = Array.IndexOf(probabilities, probabilities.Max());
        Assert.Equal(guess.GetProperty("class").GetString(), names[best]);
        Assert.Equal(guess.GetProperty("probability").GetDouble(), probabilities[best], ProbabilityDigits);
    }

    [Fact]
    public void A_weight_file_with_its_network_gives_the_model_of_the_run()
    {
        using var folder = seed.Copy();
        var weights = Directory.GetFiles(folder.At("runs", "seed1", "checkpoints"), "*2.safetensors").Single();
        File.Copy(weights, folder.At("w.safetensors"));
        var files = "--preprocessing runs/seed1/preprocessing.json --class-names runs/seed1/classes.json";

        folder.Run("export runs/seed1 -o run.onnx --normalize-inside").Succeeded();
        folder.Run($"export runs/seed1/network.json --weights w.safetensors {files} -o file.onnx --normalize-inside").Succeeded();

        Assert.Equal(File.ReadAllBytes(folder.At("run.onnx")), File.ReadAllBytes(folder.At("file.onnx")));
    }

    [Fact]
    public void What_was_written_is_printed()
    {
        using var folder = new WorkFolder();

        var result = folder.Run(
            "export scalenet11_small --random --seed 7 -o m.onnx --size 20x24 --batch 3 --opset 17 --external-data-above 1k --json").Succeeded().Json;

        Assert.Equal("m.onnx", result.GetProperty("path").GetString());
        Assert.Equal(new FileInfo(folder.At("m.onnx")).Length, result.GetProperty("bytes").GetInt64());
        Assert.Equal("m.onnx.data", result.GetProperty("dataPath").GetString());
        Assert.Equal(new FileInfo(folder.At("m.onnx.data")).Length, result.GetProperty("dataBytes").GetInt64());
        Assert.Equal(
            [17, 8, 3, 1, 20, 24, 10],
            new[] { "opset", "irVersion", "batch", "channels", "height", "width", "classes" }.Select(name => result.GetProperty(name).GetInt32()));
        using var session = new InferenceSession(folder.At("m.onnx"));
        Assert.Equal([3, 1, 20, 24], session.InputMetadata["input"].Dimensions);

        var text = folder.Run("export scalenet11_small --random -o n.onnx --size 32").Succeeded().Output;
        Assert.Contains("input    Nx1x32x32", text, StringComparison.Ordinal);
        Assert.Contains("ONNX opset 26, IR 12", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Same_seed_same_model_and_another_seed_another()
    {
        using var folder = new WorkFolder();
        foreach (var (name, random) in new[] { ("a", "0"), ("b", "0"), ("c", "1") })
        {
            folder.Run($"export resnet11_small --random --seed {random} -o {name}.onnx").Succeeded();
        }

        Assert.Equal(File.ReadAllBytes(folder.At("a.onnx")), File.ReadAllBytes(folder.At("b.onnx")));
        Assert.NotEqual(File.ReadAllBytes(folder.At("a.onnx")), File.ReadAllBytes(folder.At("c.onnx")));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_on_request()
    {
        using var folder = new WorkFolder();
        folder.Write("m.onnx", "mine");

        folder.Run("export resnet11_small --random -o m.onnx").FailedWith(2, "m.onnx: exists already", "--overwrite");
        Assert.Equal("mine", File.ReadAllText(folder.At("m.onnx")));
        folder.Run("export resnet11_small --random -o m.onnx --overwrite").Succeeded();
        Assert.NotEqual("mine", File.ReadAllText(folder.At("m.onnx")));
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void An_export_opens_no_library_of_torch()
    {
        using var folder = seed.Copy();

        Assert.DoesNotContain(LoadedLibraries.Of(folder, "export runs/seed1 -o m.onnx"), IsOfTorch);
        Assert.DoesNotContain(LoadedLibraries.Of(folder, "export resnet11_small --random -o n.onnx"), IsOfTorch);
        // The list does hold them where they are opened.
        Assert.Contains(LoadedLibraries.Of(folder, "evaluate runs/seed1 --data embedded --threads 1"), IsOfTorch);

        static bool IsOfTorch(string line) => line.Contains("torch", StringComparison.OrdinalIgnoreCase);
    }

    private static float[] Run(InferenceSession session, float[] input, Preprocessing preprocessing)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(
            input, [1, preprocessing.Channels, preprocessing.Height, preprocessing.Width]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["input"], [value], ["logits"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static double[] Softmax(float[] logits)
    {
        var powers = logits.Select(logit => Math.Exp(logit - logits.Max())).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
