using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ScaleNet.EndToEnd;

/// <summary>SIGTERM, as when a machine is taken away, at moments when more is under way than a step.</summary>
[Trait("Tier", "slow")]
public sealed class TerminationTests : IDisposable
{
    private const string Training = "seed --depth 11 --width 4 --data embedded --recipe fashion-quick --threads 1";

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10); // what is promised to the user

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_the_middle_of_an_accumulation() => Terminate(
        "--batch-size 8 --grad-accum-steps 100 --limit-batches 3 --epochs 1 --recovery-interval 1",
        tool => WaitFor(tool, () => File.Exists(Checkpoint("epoch-0001-batch-000001.json"))));

    [Fact]
    public void In_the_middle_of_an_evaluation() => Terminate(
        "--batch-size 2 --grad-accum-steps 250 --limit-batches 2 --epochs 1 --log-interval 1",
        tool => WaitFor(tool, () => LastBatch() == 2)); // logged before the evaluation of 500 batches begins

    [Fact]
    public void In_the_middle_of_a_checkpoint() => Terminate(
        "--batch-size 8 --limit-batches 20 --epochs 2 --recovery-interval 1 --model-ema",
        tool => Assert.True(TemporaryFiles.Wait(tool, _folder.Path, _folder.At("runs", "a", "checkpoints"), count: 50)));

    private void Terminate(string options, Action<Process> waitForMoment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        _folder.Run($"{Training} {options} --name straight").Succeeded();
        using var tool = Tool.Start(_folder.Path, $"{Training} {options} --name a".Split(' '));
        waitForMoment(tool);

        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Signals.Send(tool.Id, Signals.Terminate));
        var stopped = Tool.End(tool);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Most);
        Assert.Equal(143, stopped.Code);
        Assert.Contains("Stopped. Go on with: scalenet ", stopped.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Checkpoint("")), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Contains("goes on at epoch", _folder.Run($"{Training} {options} --name a --resume").Succeeded().Log, StringComparison.Ordinal);
        RunComparison.AssertSame(_folder.At("runs", "straight"), _folder.At("runs", "a"));
    }

    private string Checkpoint(string name) => _folder.At("runs", "a", "checkpoints", name);

    private int? LastBatch()
    {
        var path = _folder.At("runs", "a", "steps.jsonl");
        var last = File.Exists(path) ? File.ReadLines(path).LastOrDefault() : null;
        return last?.EndsWith('}') == true ? (int?)JsonNode.Parse(last)!["batch"] : null;
    }

    private static void WaitFor(Process tool, Func<bool> isReached)
    {
        while (!isReached())
        {
            Assert.False(tool.WaitForExit(TimeSpan.FromMilliseconds(5)), "The tool ended before.");
        }
    }
}
