using System.Diagnostics;
using ScaleNet.Tests;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Nothing outlives a run but its result.</summary>
[Collection(WholeProcess.Name)]
public sealed class LeakTests
{
    private const long MostGrowth = 48L << 20; // of resident memory; a leaked map of the stem, 12 KB, would be 125 MB

    [Fact]
    [Trait("Tier", "slow")]
    public void Training_steps_leave_no_tensor_behind()
    {
        using var module = TinyNets.Module();
        using var images = TinyNets.Images(4);
        using var labels = zeros(4, ScalarType.Int64);
        using var optimizer = optim.SGD(module.parameters(), 0.01, momentum: 0.9);
        var live = new List<long>();

        for (var step = 0; step < 20; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            F.cross_entropy(module.call(images), labels).backward();
            optimizer.step();
            live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.All(live.Skip(2), count => Assert.Equal(live[2], count));
    }

    [Fact]
    public void A_run_leaves_its_result_only()
    {
        using var module = TinyNets.Module();
        using var images = TinyNets.Images(1);
        module.eval();
        using var gradient = no_grad();
        using var scope = NewDisposeScope();
        module.call(images).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var results = Enumerable.Range(0, 50).Select(_ => module.call(images)).ToList();

        Assert.Equal(before + results.Count, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Ten_thousand_inferences_keep_memory_flat()
    {
        using var module = TinyNets.Module();
        using var images = TinyNets.Images(1);
        module.eval();
        using var gradient = no_grad();
        Run(1000);
        var before = Resident();

        Run(10_000);

        Assert.True(Resident() - before < MostGrowth, $"{Resident() - before} bytes more");

        void Run(int times)
        {
            for (var run = 0; run < times; run++)
            {
                module.call(images).Dispose();
            }
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
