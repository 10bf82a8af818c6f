using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;
using AtomicFile = ScaleNet.Architecture.Weights.AtomicFile;

namespace ScaleNet.Training.Tests.Runs;

/// <summary>A disk that is full costs the checkpoint that was being written, and nothing else.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run")) with { Recipe = Tiny.Recipe with { Epochs = 3 } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("epoch-0002.safetensors")]
    [InlineData("epoch-0002.momentum.safetensors")]
    [InlineData("epoch-0002.json")]
    public void A_checkpoint_that_cannot_be_written_leaves_the_one_before(string file)
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });
        var full = new DiskWriter((path, write) => AtomicFile.Write(path, stream =>
        {
            write(stream);
            if (Path.GetFileName(path) == file)
            {
                throw new IOException("No space left on device.");
            }
        }));
        var trainer = new Trainer(Job, new Recorder(), TimeProvider.System, full);

        var error = Assert.Throws<IOException>(() => trainer.Run(TestContext.Current.CancellationToken));

        Assert.Equal(
            $"{RunFiles.Checkpoint(Job.RunFolder, file)}: cannot be written (No space left on device). "
            + "Make room or grant the right, then resume.",
            error.Message);
        Assert.Equal((RunStatus.Failed, 1), (RunInfo.Read(Job.RunFolder).Status, RunInfo.Read(Job.RunFolder).EpochsDone));
        Assert.Equal(1, TrainedRun.Open(Job.RunFolder).Epoch);
        Assert.DoesNotContain(RunFiles.Names(Job.RunFolder), name => name.EndsWith(".tmp", StringComparison.Ordinal));

        Tiny.Train(Job with { Mode = RunMode.Resume });
        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void On_a_real_disk_that_fills_up_the_last_checkpoint_stays()
    {
        // Room for one checkpoint of the network (about 60 KB of files) and for the description, not for four.
        using var disk = SmallDisk.Mount(_folder.In("disk"), bytes: 160 * 1024);
        var job = Job with { RunFolder = Path.Combine(disk.Path, "run") };

        var error = Assert.Throws<IOException>(() => Tiny.Train(job));

        Assert.StartsWith(job.RunFolder, error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written (No space left on device", error.Message, StringComparison.Ordinal);
        Assert.InRange(TrainedRun.Open(job.RunFolder).Epoch, 1, 2);
    }
}
