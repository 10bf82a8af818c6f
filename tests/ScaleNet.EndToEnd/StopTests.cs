using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ScaleNet.EndToEnd;

/// <summary>Ctrl-C and its kin.</summary>
public sealed class StopTests
{
    private const string Training =
        "seed --name a --depth 11 --width 4 --data embedded --recipe fashion-quick --batch-size 16 --limit-batches 20 --threads 1";

    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Fact]
    [Trait("Tier", "slow")]
    public void Ctrl_C_stops_cleanly_and_the_run_can_go_on() => StopAndGoOn(Interrupt, code: 130);

    [Fact]
    [Trait("Tier", "slow")]
    public void So_does_a_request_to_terminate() => StopAndGoOn(Terminate, code: 143);

    [Fact]
    public void A_comparison_of_speed_stops_between_its_rounds_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        using var folder = new WorkFolder();
        using var tool = Tool.Start(
            folder.Path, "bench --models resnet11_small --batch 1 --rounds 1000 --calls 1 --warm-up 0 --threads 1".Split(' '));
        WaitForLine(tool, "round 1 of 1000: ");

        Assert.Equal(0, Kill(tool.Id, Terminate));
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
        WaitForLine(tool, "a: epoch 1/");

        Assert.Equal(0, Kill(tool.Id, signal));
        var log = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal(code, tool.ExitCode);
        Assert.Contains($"Stopped. Go on with: scalenet {Training} --resume", log, StringComparison.Ordinal);
        var resumed = folder.Run($"seed --name a --data embedded --limit-batches 20 --resume --threads 1").Succeeded();
        Assert.Contains("goes on at epoch", resumed.Log, StringComparison.Ordinal);
        Assert.Contains("epochs       6 of 6, finished", resumed.Output, StringComparison.Ordinal);
    }

    private static void WaitForLine(Process tool, string start)
    {
        while (tool.StandardError.ReadLine() is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The tool ended before a line '{start}'.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
