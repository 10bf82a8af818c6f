using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Deployment.Export;

namespace ScaleNet.EndToEnd;

/// <summary>Predictions with both engines, from every kind of network file.</summary>
public sealed class PredictTests(TrainedSeed seed)
{
    private const double Tolerance = 1e-5; // two libraries that add single-precision numbers in another order

    // The network of the weight file in Fixtures, which PyTorch wrote.
    private static readonly ScaleNetSpec Tiny = new()
    {
        Name = "tiny",
        StemChannels = 8,
        Resolution = 224,
        Classes = 10,
        Scales = ScaleSets.Published,
        Stages = [new(4, [[4, 3, 2, 1]]), new(6, [[5, 3, 2, 0]]), new(8, [[6, 4, 2, 2]]), new(10, [[4, 4, 2, 0]])],
    };

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("--run runs/seed1")]
    [InlineData("--model tiny.json --weights tiny.pth")]
    [InlineData("--model runs/seed1 --weights seed.safetensors --preprocessing runs/seed1/preprocessing.json")]
    public void The_engines_agree_on_every_kind_of_picture(string network)
    {
        using var folder = Prepare();

        var onnx = folder.Run($"predict pictures {network} --top 10 --json --threads 1").Succeeded().Json;
        var torch = folder.Run($"predict pictures {network} --top 10 --json --threads 1 --engine torch").Succeeded().Json;

        Assert.Equal(Directory.GetFiles(folder.At("pictures")).Length, onnx.GetArrayLength());
        Assert.Equal(onnx.GetArrayLength(), torch.GetArrayLength());
        foreach (var (one, other) in onnx.EnumerateArray().Zip(torch.EnumerateArray()))
        {
            Assert.Equal(one.GetProperty("image").GetString(), other.GetProperty("image").GetString());
            Assert.Equal(Probabilities(one), Probabilities(other), (a, b) => Math.Abs(a - b) <= Tolerance);
        }
    }

    [Theory]
    [InlineData("--run runs/seed1")]
    [InlineData("--model tiny.json --weights tiny.pth")]
    [InlineData("--model runs/seed1 --weights seed.safetensors --preprocessing runs/seed1/preprocessing.json")]
    [InlineData("--model tiny.onnx")]
    public void A_prediction_loads_no_libtorch(string network)
    {
        using var folder = Prepare();

        var loaded = LoadedLibraries.Of(folder, $"predict pictures/rgb.png {network} --threads 1");

        Assert.Contains("libonnxruntime.so", loaded);
        Assert.DoesNotContain(loaded, IsTorch);
    }

    [Fact]
    public void Large_pages_change_no_prediction()
    {
        using var folder = Prepare();
        const string command = "predict pictures --model tiny.onnx --top 10 --json --threads 1";

        var large = folder.Run(command).Succeeded().Output;
        var small = folder.Run(command, ("SCALENET_KEEP_MEMORY", "0")).Succeeded().Output;

        Assert.Equal(small, large);
    }

    [Fact]
    public void With_libtorch_it_does()
    {
        using var folder = Prepare();

        var loaded = LoadedLibraries.Of(folder, "predict pictures/rgb.png --run runs/seed1 --engine torch --threads 1");

        Assert.Contains(loaded, IsTorch); // or the test above would see nothing
        Assert.DoesNotContain("libonnxruntime.so", loaded);
    }

    [Fact]
    public void Nothing_but_results_and_errors_is_printed()
    {
        using var folder = Prepare();
        folder.Write("pictures/broken.png", "words");

        var result = folder.Run("predict pictures --run runs/seed1 --top 1 --threads 2 --batch 4");

        Assert.Equal(2, result.Code);
        Assert.StartsWith("error: pictures/broken.png: not a picture that can be decoded", Assert.Single(Lines(result.Log)), StringComparison.Ordinal);
        Assert.Equal(Directory.GetFiles(folder.At("pictures")).Length - 1, Lines(result.Output).Length);
    }

    private static bool IsTorch(string library) => library.Contains("torch", StringComparison.OrdinalIgnoreCase);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static double[] Probabilities(System.Text.Json.JsonElement picture) =>
    [
        .. picture.GetProperty("classes").EnumerateArray()
            .OrderBy(guess => guess.GetProperty("index").GetInt32())
            .Select(guess => guess.GetProperty("probability").GetDouble()),
    ];

    private WorkFolder Prepare()
    {
        var fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");
        var folder = seed.Copy();
        folder.Copy(Path.Combine(fixtures, "pictures"), "pictures");
        folder.Write("tiny.json", SpecJson.Write(Tiny));
        File.Copy(Path.Combine(fixtures, "tiny_zip.pth"), folder.At("tiny.pth"));
        var weights = Directory.GetFiles(folder.At("runs", "seed1", "checkpoints"), "*2.safetensors").Single();
        File.Copy(weights, folder.At("seed.safetensors"));
        OnnxExporter.ToFile(
            new ExportedNetwork(Tiny, WeightReader.Read(folder.At("tiny.pth")), "tiny.pth"), folder.At("tiny.onnx"), new ExportOptions());
        return folder;
    }
}
