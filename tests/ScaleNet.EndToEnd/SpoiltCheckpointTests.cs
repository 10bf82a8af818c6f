namespace ScaleNet.EndToEnd;

/// <summary>Checkpoints that cannot be written or read, through the tool.</summary>
[Trait("Tier", "slow")]
public sealed class SpoiltCheckpointTests : IDisposable
{
    private const int Kibibytes = 64; // room for descriptions and logs, not for the network's 85 KB of weights

    private const string Training =
        "seed --depth 11 --width 4 --data embedded --recipe fashion-quick --batch-size 16 --limit-batches 20 --epochs 3 --threads 1";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_disk_that_is_full_for_a_checkpoint_leaves_the_one_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no limit of the size of files on Windows.");
        StopInSecondEpoch();
        var before = Directory.GetFiles(Checkpoints).Order().ToArray();

        var failed = Tool.RunOnFullDisk(_folder.Path, Kibibytes, Training + " --name a --resume");

        failed.FailedWith(2, "epoch-0002.safetensors: cannot be written (", "Make room or grant the right, then resume.");
        Assert.Equal(before, Directory.GetFiles(Checkpoints).Order());
        Assert.Contains("failed", File.ReadAllText(_folder.At("runs", "a", "run.json")), StringComparison.Ordinal);
        GoOnTo("straight");
    }

    [Fact]
    public void A_checkpoint_that_lost_a_bit_costs_what_came_after_the_one_before_and_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        StopInSecondEpoch();
        var newest = Directory.GetFiles(Checkpoints, "epoch-0002-batch-*.momentum.safetensors").Single();
        var bytes = File.ReadAllBytes(newest);
        bytes[^1] ^= 0x10;
        File.WriteAllBytes(newest, bytes);

        var log = GoOnTo("straight");

        Assert.Contains("a: note: checkpoint epoch-0002-batch-", log, StringComparison.Ordinal);
        Assert.Contains("is damaged and was passed over", log, StringComparison.Ordinal);
        Assert.Contains("a: goes on at epoch 2, batch 1\n", log, StringComparison.Ordinal);
    }

    private string Checkpoints => _folder.At("runs", "a", "checkpoints");

    private void StopInSecondEpoch()
    {
        using var tool = Tool.Start(_folder.Path, (Training + " --name a --recovery-interval 1").Split(' '));
        Assert.True(TemporaryFiles.Wait(tool, _folder.Path, Path.Combine(Checkpoints, "epoch-0002-batch"), count: 10));
        Signals.Send(tool.Id, Signals.Terminate);
        Assert.Equal(143, Tool.End(tool).Code);
    }

    private string GoOnTo(string straight)
    {
        _folder.Run($"{Training} --name {straight}").Succeeded();
        var log = _folder.Run(Training + " --name a --resume").Succeeded().Log;
        RunComparison.AssertSame(_folder.At("runs", straight), _folder.At("runs", "a"));
        return log;
    }
}
