using System.Globalization;
using ScaleNet.Data.Tests;

namespace ScaleNet.EndToEnd;

/// <summary>A trained network is trained further on other pictures, and its checkpoints are chosen among.</summary>
[Trait("Tier", "slow")]
public sealed class FineTuningTests : IDisposable
{
    private const string Pictures = "--data pictures --img-size 40 --threads 1 --batch-size 4 --lr 0.01 --warmup-epochs 0";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_tuned_to_pictures_of_other_classes_and_another_size()
    {
        WritePictures("train", ["a", "b"], 8);
        WritePictures("val", ["a", "b"], 4);
        _folder.Run($"train --name first --model resnet11_small {Pictures} --epochs 2 --num-classes 2").Succeeded();
        WritePictures("train", ["c"], 8);
        WritePictures("val", ["c"], 4);

        var tuned = _folder.Run(
            $"train --name tuned --init runs/first {Pictures.Replace("40", "48", StringComparison.Ordinal)} --epochs 2 "
            + "--freeze conv1,bn1,layer1 --model-ema --model-ema-decay 0.5").Succeeded();

        Assert.Contains("starts from ", tuned.Log, StringComparison.Ordinal);
        Assert.Contains("the classifier 'fc' of 2 classes was left out; one of 3 starts at random", tuned.Log, StringComparison.Ordinal);
        Assert.Contains("\"freeze\": [", File.ReadAllText(_folder.At("runs", "tuned", "recipe.json")), StringComparison.Ordinal);
        var again = _folder.Run($"train --name tuned {Pictures.Replace("40", "48", StringComparison.Ordinal)} --resume").Succeeded();
        Assert.Contains("2 of 2, finished", again.Output, StringComparison.Ordinal);

        Assert.Contains("images       12", Evaluate("runs/tuned").Output, StringComparison.Ordinal);
        var picture = Path.Combine("pictures", "val", "c", "00.jpg");
        var average = Predict($"{picture} --run runs/tuned");
        var plain = Predict($"{picture} --run runs/tuned --no-ema");
        Assert.NotEqual(plain, average);
        Assert.Equal(average, Predict($"{picture} --run runs/tuned --engine torch"), 1e-4);

        _folder.Run("export runs/tuned --output tuned.onnx --no-ema").Succeeded();
        Assert.Equal(plain, Predict($"{picture} --model tuned.onnx"), 1e-6);
    }

    // The network's design stays that of the smaller images; what counts afterwards is the size that it was tuned at.
    [Fact]
    public void A_run_that_was_tuned_at_another_size_goes_on_and_is_evaluated()
    {
        const string training = "--recipe fashion-quick --epochs 2 --limit-batches 2 --threads 1";
        _folder.Run($"train --name first --model resnet11_small --data embedded {training}").Succeeded();
        var line = $"train --name tuned --init runs/first --data multi-scale-fashion --img-size 32 {training}";
        _folder.Run(line).Succeeded();

        var again = _folder.Run("train --name tuned --data multi-scale-fashion --limit-batches 2 --resume --threads 1").Succeeded();
        Assert.Contains("2 of 2, finished", again.Output, StringComparison.Ordinal);
        _folder.Run("evaluate runs/tuned --data multi-scale-fashion --threads 1").Succeeded();
        _folder.Run("evaluate runs/tuned --data multi-scale-fashion --img-size 48 --threads 1").FailedWith(
            2, "runs/tuned: is for images of 1x32x32 in 10 classes, the data has images of 1x48x48");
    }

    [Fact]
    public void The_weights_of_a_chosen_epoch_are_evaluated()
    {
        _folder.Run("train --name a --model resnet11_small --data embedded --recipe fashion-quick --epochs 3 --limit-batches 20 --threads 1")
            .Succeeded();
        var errors = File.ReadLines(_folder.At("runs", "a", "metrics.csv")).Count();
        Assert.Equal(4, errors);

        var last = Evaluate("runs/a").Output;
        var third = Evaluate("runs/a --epoch 3").Output;
        var first = Evaluate("runs/a --epoch 1").Output;
        Assert.Equal(last, third);
        Assert.NotEqual(last, first);
        Assert.Contains("top-1 error", Evaluate("runs/a --epoch best").Output, StringComparison.Ordinal);

        _folder.Run("evaluate runs/a --epoch 9 --data embedded").FailedWith(2, "Kept are epochs 1, 2, 3.");
        _folder.Run("evaluate runs/a --epoch worst").FailedWith(2, "--epoch: got 'worst', expected last, best or the number of an epoch.");
        _folder.Run("export resnet20_small --random -o a.onnx --epoch best").FailedWith(2, "--epoch: chooses among the checkpoints of a run");
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_one_line()
    {
        const string network = "train --name a --model resnet11_small --data embedded";

        _folder.Run($"{network} --num-classes 5").FailedWith(2, "--num-classes: got 5, the images of");
        _folder.Run($"{network} --init none.safetensors").FailedWith(2, "none.safetensors");
        _folder.Run($"{network} --freeze layer9").FailedWith(2, "has no layers 'layer9' to freeze");
        _folder.Write("text.safetensors", "no weights");
        _folder.Run($"{network} --init text.safetensors").FailedWith(2, "text.safetensors");
        Assert.False(Directory.Exists(_folder.At("runs")));
    }

    private ToolResult Evaluate(string words) =>
        _folder.Run($"evaluate {words} --threads 1 --data {(words.Contains("tuned", StringComparison.Ordinal) ? "pictures" : "embedded")}").Succeeded();

    private double Predict(string words)
    {
        var lines = _folder.Run($"predict {words} --top 1 --format csv --threads 1").Succeeded().Output.Split('\n');
        return double.Parse(lines[1].Split(',')[^1], CultureInfo.InvariantCulture);
    }

    private void WritePictures(string part, string[] classes, int count)
    {
        foreach (var name in classes)
        {
            Directory.CreateDirectory(_folder.At("pictures", part, name));
            for (var image = 0; image < count; image++)
            {
                File.WriteAllBytes(
                    _folder.At("pictures", part, name, $"{image:D2}.jpg"), Photographs.Jpeg(60 + image, 50, (name[0] * 100) + image));
            }
        }
    }
}
