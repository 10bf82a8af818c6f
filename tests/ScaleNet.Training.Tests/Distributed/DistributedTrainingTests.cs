using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tests.Runs;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Whole trainings by several ranks.</summary>
public sealed class DistributedTrainingTests : IDisposable
{
    private const double SameWeights = 1e-6; // relative, of each tensor's largest value
    private const int First = 1; // rank 0 asks once whether the run is finished before the first batch asks whether to stop

    private readonly TemporaryFolder _folder = new();

    private TrainingJob Job => Tiny.Job(_folder.In("run"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_ranks_follow_one_process_that_accumulates_two_batches()
    {
        var (one, two) = (new Recorder(), new Recorder());
        Tiny.Train(Accumulating(Job with { RunFolder = _folder.In("one") }, batches: 2), one);

        RankedRun.Train(worldSize: 2, Job, two);

        Assert.Equal(2 * Tiny.BatchesPerEpoch, two.Steps.Count);
        Assert.All(one.Steps.Zip(two.Steps), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, 1e-6 * pair.First.Loss));
        var expected = SafetensorsReader.Read(RunFiles.Checkpoint(_folder.In("one"), "epoch-0002.safetensors"));
        var actual = SafetensorsReader.Read(RunFiles.Checkpoint(Job.RunFolder, "epoch-0002.safetensors"));
        foreach (var (key, tensor) in expected.Tensors.Where(pair => !IsStatistic(pair.Key)))
        {
            var values = tensor.ToFloat32();
            var difference = values.Zip(actual.Tensors[key].ToFloat32(), (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(difference <= SameWeights * values.Max(MathF.Abs), $"{key}: {difference}");
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Two_ranks_give_the_same_bits_again(bool richly, bool jointStatistics)
    {
        var job = Recipe(Job, richly, jointStatistics);
        RankedRun.Train(worldSize: 2, job);

        RankedRun.Train(worldSize: 2, job with { RunFolder = _folder.In("again"), Workers = 2 });

        RunFiles.AssertSame(Job.RunFolder, _folder.In("again"), epoch: 2);
    }

    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(3, 2, false)] // between the two batches of a step
    [InlineData(5, 2, true)]
    public void Two_stopped_ranks_go_on_bit_for_bit(int step, int batch, bool richly)
    {
        var job = Recipe(Accumulating(Job, batches: 2), richly, jointStatistics: richly);
        RankedRun.Train(worldSize: 2, job with { RunFolder = _folder.In("straight") });
        var question = First + (2 * (step - 1)) + batch;

        // Whichever rank is asked, all stop, and rank 0 writes.
        var status = RankedRun.Train(
            worldSize: 2, job, wrap: inner => inner.Rank == 1 ? new AskedToStop(inner, question) : inner);
        Assert.Equal(RunStatus.Stopped, status);
        Assert.Contains($"checkpoints/epoch-0001-batch-00000{step - 1}.json", RunFiles.Names(Job.RunFolder));
        RankedRun.Train(worldSize: 2, job with { Mode = RunMode.Resume });

        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 2);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public void A_run_goes_on_with_another_number_of_ranks(int before, int after)
    {
        var questions = First + 4;
        RankedRun.Train(before, Job, wrap: inner => inner.Rank == 0 ? new AskedToStop(inner, questions) : inner);
        var recorder = new Recorder();

        var status = RankedRun.Train(after, Job with { Mode = RunMode.Resume }, recorder);

        Assert.Equal(RunStatus.Finished, status);
        Assert.Equal((1, 3), (recorder.Start!.FirstEpoch, recorder.Start.FirstBatch));
        Assert.Equal(2, MetricsLog.Read(Job.RunFolder).Count);
        Assert.True(recorder.Metrics[^1].TrainLoss < recorder.Metrics[0].TrainLoss);
    }

    [Fact]
    public void A_batch_that_cannot_be_dealt_to_the_ranks_alike_is_refused()
    {
        var problem = Assert.Throws<ScaleNet.Architecture.SpecException>(() => RankedRun.Train(worldSize: 3, Job));

        Assert.Contains("3 processes, 1 batches each", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_that_diverges_ends_all_and_says_why()
    {
        var job = Job with { Recipe = Job.Recipe with { LearningRate = 1e30 } };

        Assert.Throws<TrainingDivergedException>(() => RankedRun.Train(worldSize: 2, job));

        Assert.Equal(RunStatus.Failed, RunInfo.Read(Job.RunFolder).Status);
    }

    private static TrainingJob Accumulating(TrainingJob job, int batches) =>
        job with { Recipe = job.Recipe with { GradientAccumulation = batches } };

    private static TrainingJob Recipe(TrainingJob job, bool richly, bool jointStatistics) => job with
    {
        Recipe = job.Recipe with
        {
            SyncBatchNorm = jointStatistics,
            Ema = richly ? new WeightAverage { Decay = 0.9 } : null,
            Mixing = richly ? new BatchMixing { MixupAlpha = 0.2, CutmixAlpha = 1 } : null,
        },
    };

    private static bool IsStatistic(string key) =>
        key.Contains("running_", StringComparison.Ordinal) || key.EndsWith("num_batches_tracked", StringComparison.Ordinal);
}
