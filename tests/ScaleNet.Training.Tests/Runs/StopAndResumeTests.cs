using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

public sealed class StopAndResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run")) with { Recipe = Tiny.Recipe with { Epochs = 3 } };

    private ClassificationJob Again => Job with { Mode = RunMode.Resume };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(2, 8)] // the evaluation is still to come
    [InlineData(3, 8)]
    public void A_stopped_run_goes_on_bit_for_bit(int epoch, int batch)
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });

        var stopped = Tiny.TrainUntil(Job, epoch, batch);
        Assert.Equal((RunStatus.Stopped, epoch - 1), (stopped.Status, stopped.Metrics.Count));
        Assert.Equal(RunStatus.Stopped, RunInfo.Read(Job.RunFolder).Status);
        Assert.Contains($"checkpoints/epoch-000{epoch}-batch-00000{batch}.json", RunFiles.Names(Job.RunFolder));

        var recorder = new Recorder();
        var result = Tiny.Train(Again, recorder);

        Assert.Equal((epoch, batch), (recorder.Start!.FirstEpoch, recorder.Start.FirstBatch));
        Assert.Equal(RunStatus.Finished, result.Status);
        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    // Its masks follow from the seed and the step: libtorch's generator is in no checkpoint.
    [Theory]
    [Trait("Tier", "slow")]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    public void A_stopped_run_with_dropout_goes_on_bit_for_bit(int epoch, int batch)
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight"), Spec = Tiny.WithDropout });

        Tiny.TrainUntil(Job with { Spec = Tiny.WithDropout }, epoch, batch);
        Tiny.Train(Again with { Spec = Tiny.WithDropout });

        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    [Fact]
    public void Dropout_is_at_work_in_training()
    {
        var dropped = Tiny.Train(Job with { Spec = Tiny.WithDropout });
        var kept = Tiny.Train(Job with { RunFolder = _folder.In("kept"), Spec = Tiny.WithDropout with { Dropout = 0 } });

        Assert.NotEqual(kept.Metrics[0].TrainLoss, dropped.Metrics[0].TrainLoss);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Some_epochs_go_untested_and_a_stop_there_costs_not_a_bit()
    {
        var job = Tiny.Job(_folder.In("straight")) with { Recipe = Tiny.Recipe with { Epochs = 3 }, ValidationInterval = 2, LimitBatches = 2 };
        var metrics = Tiny.Train(job).Metrics;
        Assert.Equal([false, true, true], metrics.Select(epoch => epoch.ValidationTop1 is not null));

        var broken = job with { RunFolder = _folder.In("broken") };
        Tiny.TrainUntil(broken, epoch: 2, batch: 1);
        Tiny.Train(broken with { Mode = RunMode.Resume });

        RunFiles.AssertSame(job.RunFolder, broken.RunFolder, epoch: 3);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_run_can_be_stopped_again_and_again()
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });

        Tiny.TrainUntil(Job, epoch: 1, batch: 3);
        Tiny.TrainUntil(Again, epoch: 1, batch: 6);
        Tiny.TrainUntil(Again, epoch: 3, batch: 1);
        Tiny.Train(Again);

        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_run_that_was_stopped_before_its_first_step_begins_anew()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var stopped = new Trainer(Job, new Recorder(), TimeProvider.System).Run(stop.Token);
        Assert.Equal(RunStatus.Stopped, stopped.Status);
        Assert.Null(stopped.Last);

        var recorder = new Recorder();
        Tiny.Train(Again, recorder);

        Assert.Equal(["there is no checkpoint to go on from: the training starts anew"], recorder.Start!.Notes);
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });
        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        var result = Tiny.Train(Job with { LimitBatches = 1 });
        var recorder = new Recorder();

        var again = Tiny.Train(Again with { LimitBatches = 1 }, recorder);

        Assert.Equal(RunStatus.Finished, again.Status);
        Assert.Equal(result.Metrics, again.Metrics);
        Assert.Null(recorder.Start);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_damaged_newest_checkpoint_costs_an_epoch_and_is_told()
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });
        Tiny.TrainUntil(Job, epoch: 3, batch: 2);
        RunFiles.FlipBit(RunFiles.Checkpoint(Job.RunFolder, "epoch-0003-batch-000002.safetensors"));
        RunFiles.Truncate(RunFiles.Checkpoint(Job.RunFolder, "epoch-0002.safetensors"));

        var recorder = new Recorder();
        Tiny.Train(Again, recorder);

        Assert.Equal((2, 0), (recorder.Start!.FirstEpoch, recorder.Start.FirstBatch));
        Assert.Equal(2, recorder.Start.Notes.Count);
        Assert.Contains("epoch-0003-batch-000002 is damaged", recorder.Start.Notes[0], StringComparison.Ordinal);
        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    [Fact]
    public void Seconds_add_up_over_sessions()
    {
        Tiny.TrainUntil(Job, epoch: 2, batch: 1);
        var before = RunInfo.Read(Job.RunFolder);
        Tiny.Train(Again);
        var after = RunInfo.Read(Job.RunFolder);

        Assert.True(after.ElapsedSeconds > before.ElapsedSeconds);
        Assert.Equal(before.Created, after.Created);
        Assert.Equal((1, 3), (before.EpochsDone, after.EpochsDone));
    }

    [Fact]
    public void Another_recipe_is_refused_and_the_difference_named()
    {
        Tiny.TrainUntil(Job, epoch: 1, batch: 1);
        var other = Job.Recipe with
        {
            Name = "renamed",
            LearningRate = 0.2,
            Schedule = Job.Recipe.Schedule with { WarmupEpochs = 0 },
            Augmentation = new Augmentation { Pad = 2, Flip = false },
        };

        var error = Assert.Throws<RunFolderException>(() => Tiny.Train(Again with { Recipe = other }));

        Assert.Equal(
            $"{Job.RunFolder}: cannot be resumed as another training: "
            + "recipe $.learningRate: the run has 0.05, asked is 0.2; "
            + "recipe $.schedule.warmupEpochs: the run has 1, asked is 0; "
            + "recipe $.augmentation.flip: the run has true, asked is false. "
            + "Use the run's own settings, or --overwrite to start it anew.",
            error.Message);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Another_name_or_description_of_the_recipe_is_no_difference()
    {
        Tiny.TrainUntil(Job, epoch: 1, batch: 1);

        var result = Tiny.Train(Again with { Recipe = Job.Recipe with { Name = "renamed", Description = "anew" } });

        Assert.Equal(RunStatus.Finished, result.Status);
    }

    [Fact]
    public void Another_split_of_a_step_is_told_and_changes_neither_images_nor_steps()
    {
        Tiny.TrainUntil(Job with { Recipe = Job.Recipe with { GradientAccumulation = 2 } }, epoch: 2, batch: 3);

        var recorder = new Recorder();
        Tiny.Train(Again with { Recipe = Job.Recipe with { GradientAccumulation = 4 } }, recorder);

        Assert.Equal(
            ["a process takes a step in 4 batches, the run began with 2: the images of a step are the same, "
                + "sums are rounded otherwise, and batch norm sees batches of another size"],
            recorder.Start!.Notes);
        Assert.Equal(Enumerable.Range(12, 13).Select(step => (long)step), recorder.Steps.Select(step => step.Step));
        Assert.Equal(RunStatus.Finished, RunInfo.Read(Job.RunFolder).Status);
    }

    [Fact]
    public void A_step_of_other_images_is_refused()
    {
        Tiny.TrainUntil(Job, epoch: 1, batch: 1);

        Assert.Contains(
            "recipe $.batchSize: the run has 32, asked is 16 (images of a step: those of all processes and accumulated batches together)",
            Refusal(Again with { Recipe = Job.Recipe with { BatchSize = 16 } }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_network_kind_or_data_is_refused()
    {
        Tiny.TrainUntil(Job, epoch: 1, batch: 1);

        Assert.Contains("network: the run has ResNet-11-small (", Refusal(Again with { Spec = Tiny.Seed }), StringComparison.Ordinal);
        Assert.Contains("kind: the run is Train, asked is Seed", Refusal(Again with { Kind = RunKind.Seed }), StringComparison.Ordinal);
        Assert.Contains(
            "training images: the run has 256, asked is 255; batches of an epoch: the run has 8, asked is 7",
            Refusal(Again with { Data = Tiny.Data with { Train = Tiny.Data.Train.Take(255) } }),
            StringComparison.Ordinal);
        Assert.Contains(
            "preprocessing $.mean: the run has",
            Refusal(Again with { Data = Tiny.Data with { Preprocessing = Tiny.Data.Test.InMemory().MeasurePreprocessing() } }),
            StringComparison.Ordinal);
    }

    private static string Refusal(ClassificationJob job) => Assert.Throws<RunFolderException>(() => Tiny.Train(job)).Message;
}
