using ScaleNet.Training.Distributed;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Runs;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Ranks that share a step have the gradients of one process that accumulates the same batches.</summary>
public sealed class GradientTests : IDisposable
{
    private const double Tolerance = 1e-6; // relative to the largest gradient of a parameter: float32 sums in another order

    private readonly TemporaryFolder _folder = new();

    public GradientTests() => Tiny.UseOneThread();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Ranks_have_the_gradients_of_accumulated_batches(int ranks)
    {
        var job = Tiny.Job(_folder.In("run")) with { Spec = Tiny.Seed };
        var alone = Gradients(job with { Recipe = job.Recipe with { GradientAccumulation = ranks } }, new SingleProcess());
        var shared = new Dictionary<string, float[]>[ranks];

        InProcess.Run(ranks, collective => shared[collective.Rank] = Gradients(job with { Ranks = collective }, collective));

        Assert.All(shared, rank => AssertClose(alone, rank));
        Assert.All(shared, rank => Assert.All(rank, pair => Assert.Equal(shared[0][pair.Key], pair.Value)));
    }

    private static Dictionary<string, float[]> Gradients(ClassificationJob job, ICollective ranks)
    {
        using var scope = NewDisposeScope();
        var plan = new TrainingPlan(job);
        using var task = plan.Task.Open(plan);
        using var learner = new Learner(plan, task);
        task.Parts[0].train();
        learner.BeginStep();
        foreach (var (index, batch) in task.ReadEpoch(epoch: 0, firstBatch: 0).Take(job.Recipe.Accumulation).Index())
        {
            using (batch)
            {
                learner.Accumulate(batch, (index * ranks.WorldSize) + ranks.Rank, epoch: 1);
            }
        }

        // A rate of 0 moves nothing, and momentum's first buffer is the gradient.
        learner.FinishStep(step: 0, rate: 0);
        return learner.Capture(new Dictionary<string, string>()).Momentum.Tensors.ToDictionary(
            pair => pair.Key, pair => pair.Value.ToFloat32());
    }

    private static void AssertClose(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (key, values) in expected)
        {
            var largest = values.Max(Math.Abs);
            var off = values.Zip(actual[key], (a, b) => Math.Abs(a - b)).Max();
            Assert.True(off <= Tolerance * largest, $"{key}: off by {off} of {largest}");
        }
    }
}
