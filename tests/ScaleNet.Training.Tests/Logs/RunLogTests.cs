using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Logs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Logs;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_leaves_lines_of_steps_a_table_of_epochs_and_events()
    {
        Logged(job => Tiny.Train(job.Job, job.Log), Job, interval: 3);

        Assert.Equal([3, 6, 8, 9, 12, 15, 16], StepsLog.Read(Job.RunFolder).Select(line => line.Step));
        Assert.All(StepsLog.Read(Job.RunFolder), line => Assert.True(line.GradientNorm > 0));
        Assert.Equal(1 + Tiny.Recipe.Epochs, File.ReadLines(RunLayout.PathOf(Job.RunFolder, RunLayout.MetricsTableFile)).Count());
        Assert.Single(RunLayout.EventFiles(Job.RunFolder));
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void No_step_is_there_twice_after_going_on_from_an_earlier_checkpoint()
    {
        var job = Job with { CheckpointEverySteps = 5 };
        Logged(pair => Tiny.TrainUntil(pair.Job, epoch: 1, batch: 7, pair.Log), job, interval: 1);
        foreach (var path in Directory.GetFiles(RunLayout.CheckpointsPath(job.RunFolder), "epoch-0001-batch-000007*"))
        {
            File.Delete(path); // as if the process had been killed before its last checkpoint, the one of step 5 gone with it
        }

        Logged(pair => Tiny.Train(pair.Job, pair.Log), job with { Mode = RunMode.Resume }, interval: 1);

        Assert.Equal(Enumerable.Range(1, 16).Select(step => (long)step), StepsLog.Read(job.RunFolder).Select(line => line.Step));
        Assert.Equal(2, RunLayout.EventFiles(job.RunFolder).Count);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_run_that_went_back_logs_what_an_undisturbed_one_does()
    {
        var straight = Job with { RunFolder = _folder.In("straight"), CheckpointEverySteps = 5 };
        var job = Job with { CheckpointEverySteps = 5 };
        Logged(pair => Tiny.Train(pair.Job, pair.Log), straight, interval: 3);

        Assert.Throws<InvalidOperationException>(() => Logged(
            pair => Tiny.Train(pair.Job, new CompositeObserver(pair.Log, new Recorder(FailAtStep12))), job, interval: 3));
        Assert.Equal(12, StepsLog.Read(job.RunFolder)[^1].Step); // two steps after the last checkpoint
        Logged(pair => Tiny.Train(pair.Job, pair.Log), job with { Mode = RunMode.Resume }, interval: 3);

        Assert.Equal(WithoutSpeed(straight.RunFolder), WithoutSpeed(job.RunFolder));
        Assert.Equal(ScalarsWithoutSpeed(straight.RunFolder), ScalarsWithoutSpeed(job.RunFolder));
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Overwriting_removes_the_logs_of_the_run_before_and_no_others()
    {
        Logged(pair => Tiny.Train(pair.Job, pair.Log), Job, interval: 1);
        var mine = Path.Combine(RunLayout.TensorBoardPath(Job.RunFolder), "mine.txt");
        File.WriteAllText(mine, "");

        Tiny.Train(Job with { Mode = RunMode.Overwrite });

        Assert.Empty(StepsLog.Read(Job.RunFolder));
        Assert.Empty(RunLayout.EventFiles(Job.RunFolder));
        Assert.False(File.Exists(RunLayout.PathOf(Job.RunFolder, RunLayout.MetricsTableFile)));
        Assert.True(File.Exists(mine));
    }

    private static void FailAtStep12(StepProgress progress)
    {
        if (progress.Step == 12)
        {
            throw new InvalidOperationException("Stands for a defect.");
        }
    }

    private static IEnumerable<StepMetrics> WithoutSpeed(string runFolder) => StepsLog.Read(runFolder)
        .Select(line => line with { ImagesPerSecond = 0, IntervalImagesPerSecond = 0 });

    // In any order: a file of its own for each session does not change what is shown.
    private static IEnumerable<(string Tag, long Step, float Value)> ScalarsWithoutSpeed(string runFolder) => EventReader
        .Scalars(runFolder)
        .Where(scalar => scalar.Tag is not (
            MetricNames.Seconds or MetricNames.ImagesPerSecond or MetricNames.IntervalImagesPerSecond))
        .Order();

    private static void Logged(Action<(ClassificationJob Job, RunLog Log)> train, ClassificationJob job, int interval)
    {
        using var log = new RunLog(TimeProvider.System, interval);
        train((job, log));
    }
}
