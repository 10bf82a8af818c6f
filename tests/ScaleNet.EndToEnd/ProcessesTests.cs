using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>Several processes that train one network.</summary>
[Trait("Tier", "slow")]
public sealed class ProcessesTests
{
    private const string Training =
        "seed --name a --depth 11 --width 4 --data embedded --recipe fashion-quick --batch-size 8 --limit-batches 4";

    [Fact]
    public void Train_together_and_one_speaks_for_all()
    {
        using var folder = new WorkFolder();

        var result = RunTwo(folder, Training + " --epochs 2");

        result.Succeeded();
        Assert.Single(Lines(result.Log), line => line.StartsWith("a: epoch 2/2", StringComparison.Ordinal));
        Assert.Single(Lines(result.Output), line => line.Contains("epochs       2 of 2, finished", StringComparison.Ordinal));
        Assert.Equal(["a"], Directory.GetFileSystemEntries(folder.At("runs")).Select(Path.GetFileName));
        Assert.Contains("\"batchSize\": 16", File.ReadAllText(folder.At("runs", "a", "recipe.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_together_when_one_is_asked_to_and_another_number_of_them_goes_on()
    {
        using var folder = new WorkFolder();
        using var mpirun = Start(folder, Training, Training);
        Signals.WaitForLine(mpirun, "a: epoch 1/");

        Assert.Equal(0, Signals.Send(Signals.ChildrenOf(mpirun)[^1], Signals.Terminate));
        var log = mpirun.StandardError.ReadToEnd();
        mpirun.WaitForExit();

        Assert.Equal(143, mpirun.ExitCode);
        Assert.Contains("Stopped. Go on with: scalenet " + Training, log, StringComparison.Ordinal);
        var resumed = folder.Run("seed --name a --data embedded --limit-batches 4 --resume").Succeeded();
        Assert.Contains("goes on at epoch", resumed.Log, StringComparison.Ordinal);
        Assert.Contains("epochs       6 of 6, finished", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void End_together_when_one_cannot_read_its_data()
    {
        using var folder = new WorkFolder();
        using var mpirun = Start(folder, Training, Training.Replace("embedded", "missing", StringComparison.Ordinal));

        var result = Tool.End(mpirun);

        Assert.Equal(2, result.Code);
        Assert.Contains("error: rank 1 of 2: ", result.Log, StringComparison.Ordinal);
        Assert.Contains("missing", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void End_together_when_one_is_killed_and_the_run_goes_on_from_its_last_checkpoint()
    {
        using var folder = new WorkFolder();
        using var mpirun = Start(folder, Training, Training);
        Signals.WaitForLine(mpirun, "a: epoch 1/");

        Assert.Equal(0, Signals.Send(Signals.ChildrenOf(mpirun)[^1], Signals.KillAtOnce));
        var result = Tool.End(mpirun);

        Assert.NotEqual(0, result.Code);
        Assert.True(RunTwo(folder, Training + " --resume").Succeeded().Log.Contains("goes on at epoch", StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => text.Split('\n');

    private static ToolResult RunTwo(WorkFolder folder, string line)
    {
        using var mpirun = Start(folder, line, line);
        return Tool.End(mpirun);
    }

    private static Process Start(WorkFolder folder, string first, string second)
    {
        Tool.RequireMpi();
        return Tool.StartTogether(folder.Path, first.Split(' '), second.Split(' '));
    }
}
