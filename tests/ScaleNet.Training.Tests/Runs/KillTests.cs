using System.Diagnostics;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

/// <summary>A process that is killed leaves a run that goes on as if nothing had happened.</summary>
public sealed class KillTests
{
    private const int Epochs = 4;
    private const int RandomKills = 8;

    [Fact]
    [Trait("Tier", "slow")]
    public void A_run_that_was_killed_in_mid_epoch_goes_on_bit_for_bit()
    {
        if (TestProcess.ChildFolder is { } childFolder)
        {
            TrainUntilKilled(childFolder, epoch: 3, batch: 4);
            return;
        }

        using var folder = new TemporaryFolder();
        Tiny.Train(Job(folder.In("straight")));
        using (var child = TestProcess.Start(typeof(KillTests), folder.Path))
        {
            TestProcess.WaitForFile(child, folder.In("reached"));
            Kill(child);
        }

        var job = Job(folder.In("killed"));
        Assert.Equal((RunStatus.Running, 2), (RunInfo.Read(job.RunFolder).Status, RunInfo.Read(job.RunFolder).EpochsDone));
        var recorder = new Recorder();
        Tiny.Train(job with { Mode = RunMode.Resume }, recorder);

        Assert.Equal((3, 0), (recorder.Start!.FirstEpoch, recorder.Start.FirstBatch));
        RunFiles.AssertSame(folder.In("straight"), job.RunFolder, Epochs);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_run_that_was_killed_at_any_moment_again_and_again_goes_on_bit_for_bit()
    {
        if (TestProcess.ChildFolder is { } childFolder)
        {
            ResumeOrBegin(Job(Path.Combine(childFolder, "killed")));
            return;
        }

        using var folder = new TemporaryFolder();
        Tiny.Train(Job(folder.In("straight")));
        var job = Job(folder.In("killed"));
        var random = new Random(1);
        for (var kill = 0; kill < RandomKills; kill++)
        {
            using var child = TestProcess.Start(typeof(KillTests), folder.Path);
            TestProcess.WaitForFile(child, folder.In("killed/run.json"));
            child.WaitForExit(TimeSpan.FromMilliseconds(random.Next(5000)));
            Kill(child);
        }

        ResumeOrBegin(job);
        RunFiles.AssertSame(folder.In("straight"), job.RunFolder, Epochs);
    }

    private static ClassificationJob Job(string runFolder) =>
        Tiny.Job(runFolder) with { Recipe = Tiny.Recipe with { Epochs = Epochs } };

    private static void ResumeOrBegin(ClassificationJob job) => Tiny.Train(
        File.Exists(Path.Combine(job.RunFolder, "run.json")) ? job with { Mode = RunMode.Resume } : job);

    private static void TrainUntilKilled(string folder, int epoch, int batch)
    {
        using var never = new ManualResetEvent(initialState: false);
        Tiny.Train(Job(Path.Combine(folder, "killed")), new Recorder(step =>
        {
            if ((step.Epoch, step.Batch) == (epoch, batch))
            {
                File.WriteAllText(Path.Combine(folder, "reached"), "");
                never.WaitOne();
            }
        }));
    }

    // On Unix this is kill -9: the process gets no chance to tidy up.
    private static void Kill(Process child)
    {
        child.Kill();
        child.WaitForExit();
    }
}
