namespace ScaleNet.EndToEnd;

/// <summary>Ctrl-C and its kin.</summary>
public sealed class StopTests
{
    private const string Training =
        "seed --name a --depth 11 --width 4 --data embedded --recipe fashion-quick --batch-size 16 --limit-batches 20 --threads 1";

    [Fact]
    [Trait("Tier", "slow")]
    public void Ctrl_C_stops_cleanly_and_the_run_can_go_on()
    {
        Assert.SkipWhen(Signals.IsInterruptIgnored(), "A job in the background ignores Ctrl-C, and what it starts does too.");
        StopAndGoOn(Signals.Interrupt, code: 130);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void So_does_a_request_to_terminate() => StopAndGoOn(Signals.Terminate, code: 143);

    [Fact]
    [Trait("Tier", "slow")]
    public void A_comparison_of_speed_stops_between_its_rounds_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        using var folder = new WorkFolder();
        using var tool = Tool.Start(
            folder.Path, "bench --models resnet11_small --batch 1 --rounds 1000 --calls 1 --warm-up 0 --threads 1".Split(' '));
        Signals.WaitForLine(tool, "round 1 of 1000: ");

        Assert.Equal(0, Signals.Send(tool.Id, Signals.Terminate));
        var log = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal(143, tool.ExitCode);
        Assert.EndsWith("stopped\n", log, StringComparison.Ordinal);
        Assert.Equal("", tool.StandardOutput.ReadToEnd());
    }

    private static void StopAndGoOn(int signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        using var folder = new WorkFolder();
        using var tool = Tool.Start(folder.Path, Training.Split(' '));
        Signals.WaitForLine(tool, "a: epoch 1/");

        Assert.Equal(0, Signals.Send(tool.Id, signal));
        var log = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal(code, tool.ExitCode);
        Assert.Contains($"Stopped. Go on with: scalenet {Training} --resume", log, StringComparison.Ordinal);
        var resumed = folder.Run($"seed --name a --data embedded --limit-batches 20 --resume --threads 1").Succeeded();
        Assert.Contains("goes on at epoch", resumed.Log, StringComparison.Ordinal);
        Assert.Contains("epochs       6 of 6, finished", resumed.Output, StringComparison.Ordinal);
    }
}
