using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

public sealed class TrainerTests
{
    [Fact]
    public void A_run_leaves_its_description_metrics_checkpoints_and_examples()
    {
        using var folder = new TemporaryFolder();
        var job = Tiny.Job(folder.In("run")) with { Spec = Tiny.Seed, Kind = RunKind.Seed, ExampleCount = 3 };

        var result = Tiny.Train(job);

        Assert.Equal(RunStatus.Finished, result.Status);
        Assert.Equal([1, 2], result.Metrics.Select(metrics => metrics.Epoch));
        Assert.Equal(16, result.Last!.Step);
        Assert.Equal(
            [
                "checkpoints/epoch-0001.json", "checkpoints/epoch-0001.momentum.safetensors",
                "checkpoints/epoch-0001.safetensors", "checkpoints/epoch-0002.json",
                "checkpoints/epoch-0002.momentum.safetensors", "checkpoints/epoch-0002.safetensors",
                "classes.json", "metrics.jsonl", "network.json", "predictions.json", "preprocessing.json", "recipe.json",
                "run.json", "structure.json",
            ],
            RunFiles.Names(job.RunFolder));
        var info = RunInfo.Read(job.RunFolder);
        Assert.Equal((RunStatus.Finished, 2, 2), (info.Status, info.EpochsDone, info.EpochsPlanned));
        Assert.Equal(SpecJson.Hash(Tiny.Seed), info.SpecHash);
        Assert.Equal(3, ExamplePrediction.ReadAll(job.RunFolder).Count);
        Assert.All(ExamplePrediction.ReadAll(job.RunFolder), example => Assert.Equal(3, example.Predicted.Count));
        Assert.Equal(Tiny.Recipe, RecipeFile.Load(Path.Combine(job.RunFolder, "recipe.json")));
    }

    [Fact]
    public void The_observer_hears_of_everything_in_order()
    {
        using var folder = new TemporaryFolder();
        var recorder = new Recorder();

        Tiny.Train(Tiny.Job(folder.In("run")), recorder);

        Assert.Equal((1, 0, 8, 256, 100), (recorder.Start!.FirstEpoch, recorder.Start.FirstBatch, recorder.Start.Batches,
            recorder.Start.TrainImages, recorder.Start.TestImages));
        Assert.Empty(recorder.Start.Notes);
        Assert.Equal([1, 2], recorder.Epochs);
        Assert.Equal(Enumerable.Range(1, 2).SelectMany(epoch => Enumerable.Range(1, 8).Select(batch => (epoch, batch))),
            recorder.Steps.Select(step => (step.Epoch, step.Batch)));
        Assert.Equal(Tiny.Recipe.LearningRateAt(9, 8), recorder.Steps[9].LearningRate);
        Assert.Null(recorder.Steps[0].Remaining);
        Assert.Equal(TimeSpan.Zero, recorder.Steps[^1].Remaining);
        Assert.Equal(recorder.Steps[^1].Loss, recorder.Metrics[^1].TrainLoss);
        Assert.Equal(2, recorder.Checkpoints.Count);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_same_seed_gives_the_same_bits_however_many_workers()
    {
        using var folder = new TemporaryFolder();
        Tiny.Train(Tiny.Job(folder.In("one")));
        Tiny.Train(Tiny.Job(folder.In("two")) with { Workers = 3 });

        RunFiles.AssertSame(folder.In("one"), folder.In("two"), epoch: 2);
    }

    [Fact]
    public void Another_seed_gives_another_network()
    {
        using var folder = new TemporaryFolder();
        var one = Tiny.Train(Tiny.Job(folder.In("one")) with { LimitBatches = 2 });
        var two = Tiny.Train(Tiny.Job(folder.In("two")) with { LimitBatches = 2, Recipe = Tiny.Recipe with { Seed = 8 } });

        Assert.NotEqual(one.Last!.TrainLoss, two.Last!.TrainLoss);
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData(ComputePrecision.Full)]
    [InlineData(ComputePrecision.BFloat16)]
    public void One_batch_is_learned_by_heart(ComputePrecision precision)
    {
        using var folder = new TemporaryFolder();
        var recipe = Tiny.Recipe with
        {
            Epochs = 40,
            BatchSize = 16,
            LearningRate = 0.1,
            LabelSmoothing = 0,
            WeightDecay = 0,
            Augmentation = new Augmentation { Pad = 0, Flip = false },
            Precision = precision,
        };
        var job = Tiny.Job(folder.In("run")) with { Recipe = recipe, Data = Tiny.Data with { Train = Tiny.Data.Train.Take(16) } };

        var result = Tiny.Train(job);

        Assert.Equal(1, result.Last!.TrainTop1);
        Assert.InRange(result.Last.TrainLoss, 0, 0.5); // guessing among ten classes costs 2.3
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_and_names_step_rate_and_last_good_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.MultiStep, Milestones = [1], Gamma = 1 };
        var calm = Tiny.Job(folder.In("run")) with { Recipe = Tiny.Recipe with { Schedule = schedule, LearningRate = 1e30 } };

        var error = Assert.Throws<TrainingDivergedException>(() => Tiny.Train(calm));

        Assert.Matches(
            @"^step [23] \(epoch 1, batch [23]\): the loss is (NaN|Infinity); first bad: [a-z0-9._]+( \([a-z0-9_]+\))?: [0-9]+ NaN and [0-9]+ infinite of [0-9]+ values; images [0-9, ]+, \.\.\. "
            + @"at a learning rate of 1E\+30\. "
            + @"Lower the learning rate or lengthen the warm-up\. There is no checkpoint yet\.$", error.Message);
        Assert.Equal(RunStatus.Failed, RunInfo.Read(calm.RunFolder).Status);
    }

    [Fact]
    public void A_loss_that_is_not_finite_later_leaves_the_checkpoints_before()
    {
        using var folder = new TemporaryFolder();
        // The warm-up's first epoch is harmless at a rate that the third, at the peak, is not.
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine, WarmupEpochs = 2 };
        var recipe = Tiny.Recipe with { Epochs = 3, Schedule = schedule, LearningRate = 0.1 };
        var job = Tiny.Job(folder.In("run")) with { Recipe = recipe };
        Tiny.TrainUntil(job, epoch: 2, batch: 1);
        RunFiles.PoisonWeights(job.RunFolder, "epoch-0002-batch-000001");

        var error = Assert.Throws<TrainingDivergedException>(() => Tiny.Train(job with { Mode = RunMode.Resume }));

        Assert.Contains("step 10 (epoch 2, batch 2)", error.Message, StringComparison.Ordinal);
        Assert.Contains("The last good checkpoint is", error.Message, StringComparison.Ordinal);
    }

    // The loss of a step is that before it, so the one step of this training ends without a word.
    [Fact]
    public void A_network_that_ends_without_finite_answers_has_diverged()
    {
        using var folder = new TemporaryFolder();
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine };
        var recipe = Tiny.Recipe with { Epochs = 1, Schedule = schedule, LearningRate = 1e30 };
        var job = Tiny.Job(folder.In("run")) with { Recipe = recipe, LimitBatches = 1 };

        var error = Assert.Throws<TrainingDivergedException>(() => Tiny.Train(job));

        Assert.StartsWith("the trained network answers an image with numbers that are not finite.", error.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, RunInfo.Read(job.RunFolder).Status);
    }

    [Fact]
    public void Fewer_batches_can_be_asked_for_in_training_and_evaluation()
    {
        using var folder = new TemporaryFolder();
        var recorder = new Recorder();

        Tiny.Train(Tiny.Job(folder.In("run")) with { LimitBatches = 1 }, recorder);

        Assert.Equal((1, 32), (recorder.Start!.Batches, recorder.Start.TestImages));
        Assert.Equal(2, recorder.Steps.Count);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        var job = Tiny.Job(folder.In("run")) with
        {
            Spec = Tiny.Network with { InputChannels = 3, Classes = 4 },
            Recipe = Tiny.Recipe with { BatchSize = 500, Augmentation = new Augmentation { Pad = 29, Flip = false } },
        };

        var error = Assert.Throws<SpecException>(() => Tiny.Train(job));

        Assert.Equal(
            "ResNet-11-small cannot be trained on Fashion-MNIST embedded train[0..256]: "
            + "it takes 3 channels, the images have 1; it tells 4 classes apart, the data set has 10; "
            + "its recipe pads by 29, more than an image's side; "
            + "its recipe takes batches of 500, there are 256 images.",
            error.Message);
        Assert.False(Directory.Exists(job.RunFolder));
    }
}
