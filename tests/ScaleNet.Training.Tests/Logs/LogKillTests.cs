using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Logs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Logs;

/// <summary>A process that is killed leaves logs that go on without a step twice or missing.</summary>
public sealed class LogKillTests
{
    private const int RandomKills = 6;
    private const int Epochs = 4;
    private const long LastStep = Epochs * Tiny.BatchesPerEpoch;

    [Fact]
    [Trait("Tier", "slow")]
    public void Every_step_of_a_run_that_was_killed_again_and_again_is_logged_once_and_alike()
    {
        if (TestProcess.ChildFolder is { } childFolder)
        {
            Train(Path.Combine(childFolder, "killed"));
            return;
        }

        using var folder = new TemporaryFolder();
        Train(folder.In("straight"));
        var random = new Random(1);
        for (var kill = 0; kill < RandomKills; kill++)
        {
            using var child = TestProcess.Start(typeof(LogKillTests), folder.Path);
            TestProcess.WaitForFile(child, folder.In("killed/run.json"));
            child.WaitForExit(TimeSpan.FromMilliseconds(random.Next(4000)));
            child.Kill(); // on Unix this is kill -9
            child.WaitForExit();
        }

        Train(folder.In("killed"));

        Assert.Equal(StepsOf(folder.In("straight")), StepsOf(folder.In("killed")));
        var shown = EventReader.Scalars(folder.In("killed")).ConvertAll(scalar => (scalar.Tag, scalar.Step));
        Assert.Equal(shown.Distinct(), shown);
        Assert.Contains((MetricNames.ValidationTop1, LastStep), shown);
        Assert.Equal(Epochs + 1, File.ReadLines(RunLayout.PathOf(folder.In("killed"), RunLayout.MetricsTableFile)).Count());
    }

    private static void Train(string runFolder)
    {
        var job = Tiny.Job(runFolder) with
        {
            Recipe = Tiny.Recipe with { Epochs = Epochs },
            CheckpointEverySteps = 3,
            Mode = File.Exists(RunLayout.PathOf(runFolder, RunLayout.RunFile)) ? RunMode.Resume : RunMode.New,
        };
        using var log = new RunLog(TimeProvider.System, interval: 2);
        Tiny.Train(job, log);
    }

    // Read refuses steps that do not rise.
    private static List<(long Step, double Loss)> StepsOf(string runFolder) =>
        [.. StepsLog.Read(runFolder).Select(line => (line.Step, line.TrainLoss))];
}
