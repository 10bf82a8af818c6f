namespace ScaleNet.EndToEnd;

/// <summary>Trials of a training.</summary>
[Trait("Tier", "slow")]
public sealed class TrialTests
{
    private const string Network = "--model resnet11_small --data embedded --threads 1 --recipe fashion-quick";

    [Fact]
    public void A_dry_run_goes_through_everything_and_leaves_nothing()
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder.At("temporary"));

        var result = folder.Run($"train --name a {Network} --dry-run --json -b 16 --mixup 0.2 --model-ema", ("TMPDIR", folder.At("temporary"))).Succeeded();

        Assert.Equal(500, result.Json.GetProperty("stepsPerEpoch").GetInt32());
        Assert.Equal(16, result.Json.GetProperty("batchSize").GetInt32());
        Assert.True(result.Json.GetProperty("secondsPerStep").GetDouble() > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("temporary"), "scalenet-*"));
        Assert.False(Directory.Exists(folder.At("runs")));
    }

    [Fact]
    public void Few_images_are_learned_by_heart()
    {
        using var folder = new WorkFolder();

        var result = folder.Run($"train --name a {Network} --overfit 20 --epochs 60 --warmup-epochs 0").Succeeded();

        Assert.Contains("The train error reached 0 in epoch", result.Log, StringComparison.Ordinal);
        Assert.Contains("top-1 error  0.00 %", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"batchSize\": 20", File.ReadAllText(folder.At("runs", "a", "recipe.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void More_images_than_there_are_cannot_be_chosen()
    {
        using var folder = new WorkFolder();

        folder.Run($"train --name a {Network} --overfit 8001").FailedWith(2, "--overfit: got 8001, expected 1 (one image a batch) to 8000");
    }
}
