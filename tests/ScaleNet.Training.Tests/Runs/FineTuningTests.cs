using ScaleNet.Architecture;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

/// <summary>Trainings that begin with given weights and leave a part of them as it is.</summary>
public sealed class FineTuningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FineTuningTests() =>
        Tiny.Train(Tiny.Job(_folder.In("first")) with { Recipe = Tiny.Recipe with { Seed = 3 }, LimitBatches = 3 });

    private ClassificationJob Job => Bare with { Start = StartingWeights.Read(_folder.In("first"), Tiny.Network) };

    private ClassificationJob Again => Bare with { Mode = RunMode.Resume };

    private ClassificationJob Bare => Tiny.Job(_folder.In("tuned")) with
    {
        Recipe = Tiny.Recipe with { Freeze = ["conv1", "bn1", "layer1"], Ema = new WeightAverage { Decay = 0.9 } },
        LimitBatches = 3,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_begins_with_the_weights_and_moves_those_that_are_not_frozen()
    {
        var recorder = new Recorder();
        var job = Job;
        Tiny.Train(job, recorder);

        var (before, after) = (job.Start!.Weights, TrainedRun.Open(job.RunFolder).Weights);
        foreach (var (key, tensor) in before.Tensors)
        {
            var isFrozen = key.StartsWith("conv1.", StringComparison.Ordinal) || key.StartsWith("bn1.", StringComparison.Ordinal)
                || key.StartsWith("layer1.", StringComparison.Ordinal);
            Assert.Equal((key, isFrozen), (key, tensor.Data.Span.SequenceEqual(after.Tensors[key].Data.Span)));
        }

        Assert.Equal([$"starts from {job.Start.Path}"], recorder.Start!.Notes);
        Assert.Equal(job.Start.Path, RunInfo.Read(job.RunFolder).StartedFrom);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_stopped_one_goes_on_bit_for_bit_without_the_weights_it_began_with()
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });
        Tiny.TrainUntil(Job, epoch: 2, batch: 1);
        Directory.Delete(_folder.In("first"), recursive: true);

        Tiny.Train(Again);

        RunFiles.AssertSame(_folder.In("straight"), Again.RunFolder, epoch: 2);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void One_that_was_stopped_before_its_first_checkpoint_reads_them_again()
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        new Trainer(Job, new Recorder(), TimeProvider.System).Run(stop.Token);

        var recorder = new Recorder();
        Tiny.Train(Again, recorder);

        Assert.Equal(2, recorder.Start!.Notes.Count);
        RunFiles.AssertSame(_folder.In("straight"), Again.RunFolder, epoch: 2);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void All_ranks_begin_with_the_weights_of_the_first()
    {
        Tiny.UseOneThread();
        var job = Job with { Recipe = Job.Recipe with { GradientAccumulation = 2 } };
        Tiny.Train(job with { RunFolder = _folder.In("alone") });
        var together = job with { Recipe = Job.Recipe, RunFolder = _folder.In("together") };
        InProcess.Run(2, ranks => new Trainer(
            together with { Ranks = ranks, Start = ranks.Rank == 0 ? job.Start : null }, new Recorder(), TimeProvider.System)
            .Run(TestContext.Current.CancellationToken));

        var (alone, both) = (MetricsLog.Read(_folder.In("alone"))[0], MetricsLog.Read(_folder.In("together"))[0]);
        Assert.Equal(alone.TrainLoss, both.TrainLoss, 1e-4); // sums in another order
    }

    [Fact]
    public void It_cannot_be_resumed_from_other_weights_or_with_other_layers_frozen()
    {
        Tiny.TrainUntil(Job, epoch: 1, batch: 1);
        var other = Job.Start! with { Path = "other.safetensors" };

        var weights = Assert.Throws<RunFolderException>(() => Tiny.Train(Again with { Start = other }));
        var layers = Assert.Throws<RunFolderException>(
            () => Tiny.Train(Again with { Recipe = Job.Recipe with { Freeze = ["conv1"] } }));

        Assert.Contains(
            $"initial weights: the run has {Job.Start!.Path}, asked is other.safetensors.", weights.Message, StringComparison.Ordinal);
        Assert.Contains("recipe $.freeze: the run has", layers.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_does_not_exist_is_refused_before_anything_is_written()
    {
        var job = Job with { Recipe = Tiny.Recipe with { Freeze = ["layer9"] } };

        var error = Assert.Throws<SpecException>(() => Tiny.Train(job));

        Assert.Contains("has no layers 'layer9' to freeze", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(job.RunFolder));
    }

    [Fact]
    public void An_empty_list_of_layers_is_no_recipe()
    {
        var error = Assert.Throws<SpecException>(() => Tiny.Train(Job with { Recipe = Tiny.Recipe with { Freeze = [] } }));

        Assert.Contains("$.freeze: got no name", error.Message, StringComparison.Ordinal);
    }
}
