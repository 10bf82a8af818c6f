using System.Diagnostics;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Modeling;
using ScaleNet.Training.Distributed;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Benchmarks.ManyMachines;

/// <summary>A training step of one rank, with the times of its communication per size of bucket.</summary>
internal sealed class RankedStep : IDisposable
{
    private const int Classes = 1000;
    private const double BytesPerMebibyte = 1 << 20;

    private static readonly double[] Sizes = [1, 5, 25, 100];

    private readonly ICollective _ranks;
    private readonly GraphModule _module;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public RankedStep(ICollective ranks, string model, int side, int batch)
    {
        _ranks = ranks;
        _module = new GraphModule(Catalog.Get(model).Spec.Lower());
        ModuleState.Initialize(_module, seed: 1);
        _optimizer = optim.SGD(_module.parameters(), 1e-3, momentum: 0.9, weight_decay: 1e-4);
        _images = randn(batch, 3, side, side);
        using var end = batch.ToScalar();
        using var classes = Classes.ToScalar();
        _labels = arange(end).remainder(classes);
    }

    /// <summary>Runs steps with every size of bucket in turn, and prints medians.</summary>
    public void Compare(int rounds)
    {
        var buckets = Sizes.Select(size => new GradientBuckets(_ranks, _module.parameters(), [], size)).ToList();
        var steps = Sizes.Select(_ => new List<double>()).ToList();
        var sums = Sizes.Select(_ => new List<double>()).ToList();
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < Sizes.Length; i++)
            {
                var (step, sum) = Run(buckets[i]);
                if (round >= 0)
                {
                    steps[i].Add(step);
                    sums[i].Add(sum);
                }
            }
        }

        if (_ranks.Rank == 0)
        {
            Print(buckets, steps, sums);
        }

        buckets.ForEach(bucket => bucket.Dispose());
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
        _optimizer.Dispose();
        _module.Dispose();
    }

    // A rank that is ready first waits before the sum's time begins, so that it is the messages' time and not the other rank's.
    private (double Step, double Sum) Run(GradientBuckets buckets)
    {
        _ranks.Barrier();
        var watch = Stopwatch.StartNew();
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        F.cross_entropy(_module.call(_images), _labels).backward();
        _ranks.Barrier();
        var before = watch.Elapsed.TotalMilliseconds;
        if (_ranks.WorldSize > 1)
        {
            buckets.Reduce([]);
        }

        var sum = watch.Elapsed.TotalMilliseconds - before;
        _optimizer.step();
        return (watch.Elapsed.TotalMilliseconds, sum);
    }

    private void Print(List<GradientBuckets> buckets, List<List<double>> steps, List<List<double>> sums)
    {
        var mebibytes = _module.parameters().Sum(parameter => parameter.numel()) * sizeof(float) / BytesPerMebibyte;
        Console.WriteLine(FormattableString.Invariant(
            $"{_ranks.WorldSize} rank(s), {get_num_threads()} thread(s) each, {_images.shape[0]} images each, {mebibytes:F0} MiB of gradients"));
        Console.WriteLine("| bucket MiB | messages | step ms | least to most | sum ms | least to most | share |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        for (var i = 0; i < Sizes.Length; i++)
        {
            var (step, sum) = (SampleSummary.Of(steps[i]), SampleSummary.Of(sums[i]));
            Console.WriteLine(FormattableString.Invariant(
                $"| {Sizes[i]} | {buckets[i].Count} | {step.Median:F0} | {step.Least:F0} to {step.Most:F0} | {sum.Median:F0} | {sum.Least:F0} to {sum.Most:F0} | {sum.Median / step.Median:P0} |"));
        }
    }
}
