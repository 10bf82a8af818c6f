using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tests.Runs;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Whole trainings by several ranks.</summary>
[Trait("Tier", "slow")]
public sealed class DistributedTrainingTests : IDisposable
{
    private const double SameWeights = 1e-6; // relative, of each tensor's largest value

    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run"));

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

    [Fact]
    public void Two_ranks_with_joint_statistics_give_the_same_bits_again()
    {
        RankedRun.Train(worldSize: 2, Joint(Job));

        RankedRun.Train(worldSize: 2, Joint(Job) with { RunFolder = _folder.In("again"), Workers = 2 });

        RunFiles.AssertSame(Job.RunFolder, _folder.In("again"), epoch: 2);
    }

    [Fact]
    public void Joint_statistics_are_not_those_of_a_rank_alone()
    {
        var (joint, own) = (new Recorder(), new Recorder());
        RankedRun.Train(worldSize: 2, Joint(Job), joint);

        RankedRun.Train(worldSize: 2, Job with { RunFolder = _folder.In("own") }, own);

        Assert.NotEqual(own.Steps[0].Loss, joint.Steps[0].Loss);
    }

    [Fact]
    public void Two_ranks_with_joint_statistics_that_were_stopped_within_a_step_go_on_bit_for_bit()
    {
        var job = Accumulating(Joint(Job), batches: 2);
        RankedRun.Train(worldSize: 2, job with { RunFolder = _folder.In("straight") });
        const int question = 1 + (2 * 4) + 2; // one before the first batch, and one before each

        // Whichever rank is asked, all stop, and rank 0 writes.
        var status = RankedRun.Train(
            worldSize: 2, job, wrap: inner => inner.Rank == 1 ? new AskedToStop(inner, question) : inner);
        Assert.Equal(RunStatus.Stopped, status);
        Assert.Contains("checkpoints/epoch-0001-batch-000004.json", RunFiles.Names(Job.RunFolder));
        RankedRun.Train(worldSize: 2, job with { Mode = RunMode.Resume });

        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 2);
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

    private static ClassificationJob Accumulating(ClassificationJob job, int batches) =>
        job with { Recipe = job.Recipe with { GradientAccumulation = batches } };

    private static ClassificationJob Joint(ClassificationJob job) => job with { Recipe = job.Recipe with { SyncBatchNorm = true } };

    private static bool IsStatistic(string key) =>
        key.Contains("running_", StringComparison.Ordinal) || key.EndsWith("num_batches_tracked", StringComparison.Ordinal);
}
