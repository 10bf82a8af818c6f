using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tests.Runs;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Trainings of several ranks, here threads.</summary>
[Trait("Tier", "slow")]
public sealed class RankTrainingTests : IDisposable
{
    private const double LossTolerance = 0.02; // running statistics and rounding differ, and a training amplifies it

    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run")) with
    {
        Recipe = Tiny.Recipe with { Ema = new WeightAverage { Decay = 0.9 }, Mixing = new BatchMixing { MixupAlpha = 0.4 } },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_ranks_follow_the_loss_of_one_process_that_accumulates()
    {
        var alone = new Recorder();
        Tiny.Train(Job with { RunFolder = _folder.In("alone"), Recipe = Job.Recipe with { GradientAccumulation = 2 } }, alone);

        var together = Train(Job, ranks: 2);

        Assert.Equal(16, together.Steps.Count);
        Assert.All(
            alone.Steps.Zip(together.Steps), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, LossTolerance));
        Assert.Equal(alone.Metrics[^1].ValidationTop1!.Value, together.Metrics[^1].ValidationTop1!.Value, 0.1);
    }

    [Fact]
    public void A_training_of_two_ranks_is_the_same_bits_each_time()
    {
        Train(Job, ranks: 2);
        Train(Job with { RunFolder = _folder.In("again") }, ranks: 2);

        RunFiles.AssertSame(Job.RunFolder, _folder.In("again"), epoch: 2);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    public void Two_ranks_that_were_stopped_go_on_with_the_same_bits(int epoch, int batch)
    {
        Train(Job with { RunFolder = _folder.In("straight") }, ranks: 2);
        using var stop = new CancellationTokenSource();
        Train(Job, ranks: 2, stop, step => (step.Epoch, step.Batch) == (epoch, batch));
        Assert.Equal(RunStatus.Stopped, RunInfo.Read(Job.RunFolder).Status);

        Train(Job with { Mode = RunMode.Resume }, ranks: 2);

        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 2);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 2)]
    public void A_run_goes_on_with_another_number_of_ranks(int before, int after)
    {
        using var stop = new CancellationTokenSource();
        Train(Job, before, stop, step => (step.Epoch, step.Batch) == (1, 4));

        var rest = Train(Job with { Mode = RunMode.Resume }, after);

        Assert.Equal(Enumerable.Range(5, 12).Select(step => (long)step), rest.Steps.Select(step => step.Step));
        Assert.Equal(RunStatus.Finished, RunInfo.Read(Job.RunFolder).Status);
    }

    [Fact]
    public void An_error_of_one_rank_ends_all()
    {
        using var poison = new CancellationTokenSource();

        var error = Assert.Throws<InvalidOperationException>(() => InProcess.Run(2, ranks =>
        {
            Tiny.UseOneThread();
            var observer = new Recorder(_ => throw new InvalidOperationException("rank 0 fails"));
            new Trainer(Job with { Ranks = ranks }, observer, TimeProvider.System).Run(poison.Token);
        }));

        Assert.Equal("rank 0 fails", error.Message);
    }

    private static Recorder Train(
        ClassificationJob job, int ranks, CancellationTokenSource? stop = null, Func<StepProgress, bool>? isLast = null)
    {
        Tiny.UseOneThread();
        var first = new Recorder(step =>
        {
            if (isLast?.Invoke(step) == true)
            {
                stop!.Cancel();
            }
        });
        InProcess.Run(ranks, collective =>
        {
            // Only rank 0 is asked to stop: the others must hear of it.
            var token = collective.Rank == 0 && stop is not null ? stop.Token : CancellationToken.None;
            new Trainer(job with { Ranks = collective }, first, TimeProvider.System).Run(token);
        });
        return first;
    }
}
