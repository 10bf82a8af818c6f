using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

public sealed class TrainedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run")) with { Spec = Tiny.Seed, Kind = RunKind.Seed, LimitBatches = 4 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_read_back_and_measures_the_same()
    {
        var result = Tiny.Train(Job);

        var run = TrainedRun.Open(Job.RunFolder);
        using var module = run.CreateModule();
        var tally = Evaluator.Evaluate(
            module, Tiny.Data.Test.Take(100), run.Preprocessing, batchSize: 32, stop: TestContext.Current.CancellationToken);

        Assert.Equal(2, run.Epoch);
        Assert.Equal(SpecJson.Hash(Tiny.Seed), SpecJson.Hash(run.Spec));
        Assert.Equal(Tiny.Data.Preprocessing, run.Preprocessing);
        Assert.Equal(Tiny.Data.Train.ClassNames, run.ClassNames);
        Assert.Equal(result.Last!.ValidationLoss!.Value, tally.MeanLoss, 1e-6); // the training's order of memory may differ
        Assert.Equal(result.Last.ValidationTop1, tally.Top1Accuracy);
        Assert.False(module.training);
    }

    [Fact]
    public void The_scores_of_a_seed_are_the_scales_of_its_batch_norms()
    {
        Tiny.Train(Job);

        var run = TrainedRun.Open(Job.RunFolder);
        var scores = run.ReadScores();

        Assert.Equal(3, scores.Blocks.Length);
        Assert.All(scores.Blocks, block => Assert.Equal(4, block.Length));
        Assert.Equal(
            run.Weights.Tensors["layer1.0.bn2.0.weight"].ToFloat32().Select(Math.Abs), scores.Blocks[0][0]);
        Assert.NotEqual(1f, scores.Blocks[0][0][0]);
    }

    [Fact]
    public void A_network_without_scales_has_no_scores()
    {
        Tiny.Train(Job with { Spec = Tiny.Network });

        var error = Assert.Throws<SpecException>(() => TrainedRun.Open(Job.RunFolder).ReadScores());

        Assert.Equal("ResNet-11-small: has no scales, so nothing can be allocated. Train a seed.", error.Message);
    }

    [Fact]
    public void A_run_without_a_checkpoint_says_so()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        new Trainer(Job, new Recorder(), TimeProvider.System).Run(stop.Token);

        var error = Assert.Throws<RunFolderException>(() => TrainedRun.Open(Job.RunFolder));

        Assert.Equal($"{Job.RunFolder}: holds no good checkpoint. Train it first.", error.Message);
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over()
    {
        Tiny.Train(Job);
        RunFiles.FlipBit(RunFiles.Checkpoint(Job.RunFolder, "epoch-0002.safetensors"));

        var run = TrainedRun.Open(Job.RunFolder);

        Assert.Equal(1, run.Epoch);
        Assert.Single(run.Notes);
    }

    [Fact]
    public void The_average_of_the_weights_is_taken_where_there_is_one_unless_it_is_refused()
    {
        var job = Job with { Recipe = Tiny.Recipe with { Ema = new WeightAverage { Decay = 0.5 } } };
        Tiny.Train(job);

        var average = TrainedRun.Open(job.RunFolder);
        var plain = TrainedRun.Open(job.RunFolder, new CheckpointChoice { UseAverage = false });

        Assert.Equal((true, false), (average.IsAverage, plain.IsAverage));
        Assert.EndsWith("epoch-0002.ema.safetensors", average.WeightsPath, StringComparison.Ordinal);
        Assert.EndsWith("epoch-0002.safetensors", plain.WeightsPath, StringComparison.Ordinal);
        Assert.NotEqual(average.Weights.Tensors["fc.bias"].ToFloat32(), plain.Weights.Tensors["fc.bias"].ToFloat32());
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_best_epoch_or_one_by_its_number_can_be_chosen()
    {
        var job = Job with { Recipe = Tiny.Recipe with { Epochs = 4 }, KeptCheckpoints = 4 };
        var metrics = Tiny.Train(job).Metrics;

        var best = TrainedRun.Open(job.RunFolder, new CheckpointChoice { Best = true });
        var second = TrainedRun.Open(job.RunFolder, new CheckpointChoice { Epoch = 2 });

        Assert.Equal(metrics.MaxBy(epoch => epoch.ValidationTop1)!.Epoch, best.Epoch);
        Assert.Equal(2, second.Epoch);
    }

    [Fact]
    public void An_epoch_that_is_not_kept_is_refused_with_those_that_are()
    {
        var job = Job with { Recipe = Tiny.Recipe with { Epochs = 3 }, KeptCheckpoints = 1 };
        Tiny.Train(job);

        var error = Assert.Throws<RunFolderException>(() => TrainedRun.Open(job.RunFolder, new CheckpointChoice { Epoch = 7 }));

        Assert.StartsWith($"{job.RunFolder}: holds no good checkpoint of epoch 7. Kept are epochs ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("network.json", "there is no such file")]
    [InlineData("preprocessing.json", "there is no such file")]
    [InlineData("classes.json", "there is no such file")]
    [InlineData("run.json", "not a run folder")]
    public void A_missing_file_is_named(string file, string problem)
    {
        Tiny.Train(Job);
        File.Delete(Path.Combine(Job.RunFolder, file));

        var error = Assert.Throws<RunFolderException>(() => TrainedRun.Open(Job.RunFolder));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_network_s_specification_is_refused()
    {
        Tiny.Train(Job);
        File.WriteAllText(Path.Combine(Job.RunFolder, "network.json"), SpecJson.Write(Tiny.Network));

        var error = Assert.Throws<RunFolderException>(() => TrainedRun.Open(Job.RunFolder));

        Assert.Contains("not the network of the run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_class_names_are_refused()
    {
        Tiny.Train(Job);
        File.WriteAllText(Path.Combine(Job.RunFolder, "classes.json"), "[\"one\", null]");

        var error = Assert.Throws<RunFolderException>(() => TrainedRun.Open(Job.RunFolder));

        Assert.EndsWith("expected an array of 10 names of classes. Restore the file.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_image_is_classified_as_in_the_examples()
    {
        Tiny.Train(Job);
        var run = TrainedRun.Open(Job.RunFolder);
        using var module = run.CreateModule();
        var input = new float[run.Preprocessing.Shape.Length];
        var unused = default(SampleRandom);
        new EvalTransform(run.Preprocessing).Apply(Tiny.Data.Test.InMemory().Image(0), ref unused, input);

        var ranking = Predictor.Predict(module, input, run.Preprocessing, k: 3);

        var example = ExamplePrediction.ReadAll(Job.RunFolder)[0];
        Assert.Equal(example.Predicted.Select(predicted => predicted.Class), ranking.Select(ranked => run.ClassNames[ranked.Index]));
        Assert.Equal(Tiny.Data.Test.ClassNames[Tiny.Data.Test.Label(0)], example.TrueClass);
        Assert.Throws<ArgumentException>(() => Predictor.Predict(module, [1f], run.Preprocessing, k: 3));
    }
}
