namespace ScaleNet.EndToEnd;

/// <summary>The steps of the method, one after the other.</summary>
public sealed class StoryTests(TrainedSeed seed)
{
    [Fact]
    public void A_training_writes_one_plain_line_an_epoch()
    {
        var lines = seed.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("seed1: seed of ResNet-11-small, ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("seed1: epoch 1/2: loss ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("seed1: epoch 2/2: loss ", lines[2], StringComparison.Ordinal);
        Assert.Equal($"Next: scalenet allocate {Path.Combine("runs", "seed1")} --name NAME", lines[3]);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void From_a_seed_to_a_prediction()
    {
        using var folder = seed.Copy();

        var allocation = folder.Run("allocate runs/seed1 --name learned1 --json").Succeeded().Json;
        Assert.True(allocation.GetProperty("macs").GetInt64() <= allocation.GetProperty("budget").GetInt64());
        Assert.Equal("../seed1", allocation.GetProperty("seedRun").GetString());
        Assert.Equal(3, allocation.GetProperty("neurons").GetArrayLength());

        var structure = folder.Run("info runs/learned1/structure.json --stem small --planes 4 --classes 10 --input-channels 1 --json");
        var spec = folder.Run("info runs/learned1 --json").Succeeded().Json;
        Assert.Equal(allocation.GetProperty("macs").GetInt64(), spec.GetProperty("macs").GetInt64());
        Assert.Equal(spec.GetProperty("macs").GetInt64(), structure.Succeeded().Json.GetProperty("macs").GetInt64());

        folder.Run($"train --name trained1 --model runs/learned1 {TrainedSeed.Briefly}").Succeeded();
        var evaluation = folder.Run("evaluate runs/trained1 --data embedded --threads 1 --json").Succeeded().Json;
        Assert.Equal(2_000, evaluation.GetProperty("images").GetInt64());
        Assert.InRange(evaluation.GetProperty("top1Error").GetDouble(), 0, 1);

        File.WriteAllBytes(folder.At("grey.png"), Pictures.Grey);
        folder.Write("text.png", "not a picture");
        var predictions = folder.Run("predict text.png grey.png --run runs/trained1 --json --top 2 --threads 1");
        Assert.Equal(2, predictions.Code);
        Assert.Contains("error: text.png: not a picture that can be decoded", predictions.Log, StringComparison.Ordinal);
        Assert.Equal("grey.png", predictions.Json[0].GetProperty("image").GetString());
        Assert.Equal(2, predictions.Json[0].GetProperty("classes").GetArrayLength());

        var page = folder.Run("report runs/trained1").Succeeded().Output.Trim();
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder.At(page)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_weight_file_is_evaluated_with_its_network()
    {
        using var folder = seed.Copy();
        var weights = Directory.GetFiles(folder.At("runs", "seed1", "checkpoints"), "*2.safetensors").Single();

        var byFile = Tool.Run(
            folder.Path, ["evaluate", "--checkpoint", weights, "--model", "runs/seed1", "--data", "embedded", "--threads", "1", "--json"]).Succeeded().Json;
        var byRun = folder.Run("evaluate runs/seed1 --data embedded --threads 1 --json").Succeeded().Json;

        Assert.Equal(byRun.GetProperty("loss").GetDouble(), byFile.GetProperty("loss").GetDouble());
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Verbs_that_do_not_train_or_measure_do_not_load_libtorch()
    {
        using var folder = seed.Copy();
        var broken = ("SCALENET_LIBTORCH", folder.At("nowhere"));

        folder.Run("models", broken).Succeeded();
        folder.Run("info runs/seed1", broken).Succeeded();
        folder.Run("allocate runs/seed1 --name a --policy even", broken).Succeeded();
        folder.Run("report runs/seed1", broken).Succeeded();
        File.WriteAllBytes(folder.At("grey.png"), Pictures.Grey);
        folder.Run("predict grey.png --run runs/seed1", broken).Succeeded();
        folder.Run("predict grey.png --run runs/seed1 --engine torch", broken).FailedWith(2, "SCALENET_LIBTORCH");
        folder.Run("evaluate runs/seed1 --data embedded", broken).FailedWith(2, "SCALENET_LIBTORCH", "there is no libc10.so");
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_quickstart_ends_with_a_table_and_a_report()
    {
        using var folder = new WorkFolder();

        var result = folder.Run("quickstart --epochs 1 --limit-batches 1 --threads 1").Succeeded();

        Assert.Contains("One seed and few epochs: a demonstration, not evidence.", result.Output, StringComparison.Ordinal);
        Assert.All(["seed", "learned", "even", "resnet"], role => Assert.True(File.Exists(folder.At("runs", "quickstart", role, "run.json"))));
        Assert.All(["learned", "even"], role => Assert.True(File.Exists(folder.At("runs", "quickstart", role, "allocation.json"))));
        Assert.True(File.Exists(folder.At("runs", "quickstart", "report.html")));
        folder.Run("quickstart").FailedWith(2, "exists already", "--resume", "--overwrite");
        Assert.Equal(result.Output, folder.Run("quickstart --resume --limit-batches 1 --threads 1").Succeeded().Output);
    }
}
