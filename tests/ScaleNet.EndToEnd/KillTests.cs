using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>The process of a training dies at any moment; the run goes on as if nothing had happened.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 200;
    private const int Tracks = 2; // at once
    private const int MostKillsOfRun = 15;

    private const string Training =
        "seed --depth 11 --width 4 --data embedded --recipe fashion-quick --batch-size 8 --grad-accum-steps 2 --limit-batches 8 "
        + "--epochs 6 --model-ema --mixup 0.4 --recovery-interval 2 --log-interval 1 --workers 2 --threads 1";

    [Fact]
    [Trait("Tier", "slow")]
    public async Task Two_hundred_kills_at_random_moments_spoil_no_run_and_change_no_bit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        using var folder = new WorkFolder();
        var clock = Stopwatch.StartNew();
        folder.Run(Training + " --name straight").Succeeded();
        var longest = clock.Elapsed;

        var runs = await Task.WhenAll(Enumerable.Range(0, Tracks).Select(track =>
            Task.Factory.StartNew(() => KillMany(folder, track, longest), TaskCreationOptions.LongRunning)));

        var all = runs.SelectMany(run => run).ToArray();
        output.WriteLine(
            $"{all.Sum(run => run.Kills)} kills of {all.Length} runs, {all.Sum(run => run.KillsBeforeCheckpoint)} before the first "
            + $"checkpoint, {all.Sum(run => run.KillsWithinCheckpoint)} while one was written; {clock.Elapsed.TotalSeconds:F0} s");
        Assert.Equal(Kills, all.Sum(run => run.Kills));
        Assert.Contains(all, run => run.KillsWithinCheckpoint > 0);
        Assert.Contains(all, run => run.KillsBeforeCheckpoint > 0);
    }

    // Runs one after the other, each killed until it is finished or has been killed often enough.
    private static List<KilledRun> KillMany(WorkFolder folder, int track, TimeSpan longest)
    {
        var random = new Random(track);
        var runs = new List<KilledRun>();
        for (var left = Kills / Tracks; left > 0; left -= runs[^1].Kills)
        {
            var name = $"killed-{track}-{runs.Count}";
            var run = new KilledRun(folder, name, Training, random, longest);
            runs.Add(run);
            var isFinished = false;
            while (!isFinished && run.Kills < Math.Min(left, MostKillsOfRun))
            {
                isFinished = run.RunAndKill();
            }

            if (!isFinished)
            {
                run.Finish();
            }

            RunComparison.AssertSame(folder.At("runs", "straight"), folder.At("runs", name));
        }

        return runs;
    }
}
