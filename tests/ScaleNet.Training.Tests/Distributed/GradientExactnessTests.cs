using ScaleNet.Modeling;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Optimization;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Several ranks learn from their batches what one process learns from the same batches, one after the other.</summary>
public sealed class GradientExactnessTests
{
    private const double Tolerance = 1e-6; // relative, of each tensor's largest value
    private const int ImagesPerBatch = 6;
    private const double SmallBucket = 0.001; // several to this network

    [Theory]
    [InlineData(2, SmallBucket)]
    [InlineData(2, GradientBuckets.DefaultMebibytes)]
    [InlineData(4, SmallBucket)]
    public void Ranks_have_the_gradients_of_one_process_that_accumulates(int worldSize, double mebibytes)
    {
        Tiny.UseOneThread();
        var expected = Accumulated(worldSize);
        var ranks = new Dictionary<string, float[]>[worldSize];

        InProcess.Run(worldSize, collective => ranks[collective.Rank] = Reduced(collective, mebibytes));

        Assert.NotEqual(Accumulated(1)["fc.weight"], expected["fc.weight"]); // each batch counts
        foreach (var (key, values) in expected)
        {
            var bound = Tolerance * values.Max(MathF.Abs);
            Assert.InRange(values.Zip(ranks[0][key], (a, b) => MathF.Abs(a - b)).Max(), 0, bound);
            Assert.All(ranks, rank => Assert.Equal(ranks[0][key], rank[key]));
        }
    }

    private static Dictionary<string, float[]> Accumulated(int batches)
    {
        using var module = Network();
        for (var batch = 0; batch < batches; batch++)
        {
            using var loss = Loss(module, batch);
            using var part = loss / batches;
            part.backward();
        }

        return Gradients(module);
    }

    private static Dictionary<string, float[]> Reduced(ICollective collective, double mebibytes)
    {
        Tiny.UseOneThread();
        using var module = Network();
        using var statistics = new RunningStatistics(module);
        using var buckets = new GradientBuckets(
            collective, TrainedParameter.Of(module, decayBatchNorm: true).Select(p => p.Value), statistics.Averaged, mebibytes);
        Assert.Equal(mebibytes == SmallBucket, buckets.Count > 1);
        using var loss = Loss(module, collective.Rank);
        loss.backward();
        Span<double> sums = [collective.Rank + 1];
        buckets.Reduce(sums);
        Assert.Equal(collective.WorldSize * (collective.WorldSize + 1) / 2, sums[0]);
        return Gradients(module);
    }

    private static GraphModule Network()
    {
        var module = new GraphModule(Tiny.Seed.Lower());
        ModuleState.Initialize(module, seed: 3);
        return module;
    }

    private static Tensor Loss(GraphModule module, int batch)
    {
        using var generator = new Generator((ulong)batch + 1);
        using var images = randn([ImagesPerBatch, 1, 28, 28], generator: generator);
        using var labels = arange(ImagesPerBatch) + batch;
        using var logits = module.call(images);
        return F.cross_entropy(logits, labels);
    }

    private static Dictionary<string, float[]> Gradients(GraphModule module) =>
        module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.data<float>().ToArray());
}
