using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Modeling.Execution;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Two processes with half of the images each compute what one with all images does.</summary>
public sealed class JointBatchNormTests
{
    private const int Images = 6;
    private const int Share = Images / Processes;
    private const int Processes = 2;
    private const double Rounding = 1e-9; // relative, of float64 values
    private const double Smallest = 1e-3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_processes_equal_one_with_the_joined_batch(bool atBranchSize)
    {
        var options = new ExecutionOptions { NormalizeAtBranchSize = atBranchSize };
        var expected = Step(0, Images, sum: null, new ExecutionOptions { NormalizeAtBranchSize = false });

        var parts = Jointly(options, steps: 1, _ => { });

        AssertClose(expected.Logits, [.. parts.SelectMany(part => part.Logits)], "logits");
        AssertClose(expected.Input, [.. parts.SelectMany(part => part.Input)], "gradient of the input");
        foreach (var (key, gradient) in expected.Gradients)
        {
            AssertClose(gradient, [.. parts[0].Gradients[key].Zip(parts[1].Gradients[key], (a, b) => a + b)], key);
        }

        foreach (var (key, value) in expected.State)
        {
            Assert.All(parts, part => AssertClose(value, part.State[key], key));
        }

        var alone = Step(0, Share, sum: null, options);
        Assert.True(Difference(alone.Logits, parts[0].Logits) > 1000 * Rounding); // so the statistics are joint
    }

    [Fact]
    public void Evaluation_asks_no_other_process()
    {
        using var module = TinyNets.Module(type: ScalarType.Float64);
        module.JointStatistics = new ThreadSum(new Barrier(Processes), new double[Processes][], rank: 0); // would wait
        module.eval();
        using var images = TinyNets.Images(2, ScalarType.Float64);

        using var logits = module.call(images);

        Assert.Equal([2, 5], logits.shape);
    }

    [Fact]
    public void Steps_leave_no_tensor_behind()
    {
        var live = new long[Processes][];

        Jointly(new ExecutionOptions(), steps: 6, rank =>
            live[rank] = [.. live[rank] ?? [], DisposeScopeManager.Statistics.ThreadTotalLiveCount]);

        Assert.All(live, counts => Assert.All(counts.Skip(2), count => Assert.Equal(counts[2], count)));
    }

    // From 3 pixels to 7 some are replicated twice and others three times, so their statistics are not those of three pixels.
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void An_enlargement_is_delayed_past_batch_norm_only_where_sizes_divide_evenly(int side)
    {
        var expected = Enlarged(side, atBranchSize: false);

        var actual = Enlarged(side, atBranchSize: true);

        AssertClose(expected, actual, "enlarged map");
    }

    private static double[] Enlarged(int side, bool atBranchSize)
    {
        var g = new GraphBuilder("enlargement");
        var image = g.Input(channels: 1);
        var small = g.AvgPool(image, kernel: side / 3, stride: side / 3);
        g.Output(Graph.Logits, g.BatchNorm(g.Resize(small, image, ResizeMode.Nearest), "bn"));
        using var module = new GraphModule(
            g.Build(), new ExecutionOptions { NormalizeAtBranchSize = atBranchSize }, ScalarType.Float64);
        ModuleState.Initialize(module, seed: 1);
        using var images = TinyNets.Images(2, ScalarType.Float64);
        using var cut = images.narrow(2, 0, side).narrow(3, 0, side);
        using var logits = module.call(cut);
        return Keep(logits);
    }

    private static JointStep[] Jointly(ExecutionOptions options, int steps, Action<int> afterStep)
    {
        using var barrier = new Barrier(Processes);
        var sums = new double[Processes][];
        var results = new JointStep[Processes];
        var failures = new Exception?[Processes];
        var threads = Enumerable.Range(0, Processes).Select(rank => new Thread(() => failures[rank] = Record.Exception(() =>
        {
            for (var step = 0; step < steps; step++)
            {
                results[rank] = Step(rank * Share, Share, new ThreadSum(barrier, sums, rank), options);
                afterStep(rank);
            }
        }))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(failures, Assert.Null);
        return results;
    }

    private static JointStep Step(int first, int count, IStatisticsSum? sum, ExecutionOptions options)
    {
        using var scope = NewDisposeScope();
        using var module = TinyNets.Module(options, ScalarType.Float64);
        module.JointStatistics = sum;
        var input = TinyNets.Images(Images, ScalarType.Float64).narrow(0, first, count).clone().requires_grad_();
        var labels = arange(Images).remainder(5).narrow(0, first, count);
        var logits = module.call(input);
        (F.cross_entropy(logits, labels, reduction: nn.Reduction.Sum) / Images).backward();
        return new JointStep(
            Keep(logits),
            Keep(input.grad!),
            module.named_parameters().ToDictionary(pair => pair.name, pair => Keep(pair.parameter.grad!)),
            module.named_buffers().ToDictionary(pair => pair.name, pair => Keep(pair.buffer)));
    }

    private static double[] Keep(Tensor values) => values.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static void AssertClose(double[] expected, double[] actual, string what) =>
        Assert.True(Difference(expected, actual) <= Rounding, $"{what}: {Difference(expected, actual)}");

    // Relative to the largest value; a gradient that is zero but for rounding has none.
    private static double Difference(double[] expected, double[] actual) =>
        expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() / Math.Max(Smallest, expected.Max(Math.Abs));

    private sealed record JointStep(
        double[] Logits, double[] Input, Dictionary<string, double[]> Gradients, Dictionary<string, double[]> State);
}
