using ScaleNet.Modeling;
using ScaleNet.Training.Runs;
using TorchSharp;

namespace ScaleNet.Training.Tests.Runs;

public sealed class MemoryTests
{
    [Fact]
    [Trait("Tier", "slow")]
    public void Training_holds_no_more_tensors_after_its_second_step()
    {
        using var folder = new TemporaryFolder();
        var live = new List<long>();
        var job = Tiny.Job(folder.In("run")) with { Spec = Tiny.Seed, Recipe = Tiny.Recipe with { Epochs = 3 } };

        Tiny.Train(job, new Recorder(_ => live.Add(LiveTensors)));

        Assert.Equal(24, live.Count);
        Assert.All(live.Skip(1), count => Assert.Equal(live[1], count));
    }

    [Fact]
    public void A_run_leaves_no_tensor_behind()
    {
        using var folder = new TemporaryFolder();
        Tiny.Train(Tiny.Job(folder.In("first")) with { LimitBatches = 1 });
        var before = LiveTensors;

        Tiny.Train(Tiny.Job(folder.In("second")) with { LimitBatches = 1 });

        Assert.Equal(before, LiveTensors);
    }

    [Fact]
    public void Evaluation_holds_no_more_tensors_from_batch_to_batch()
    {
        using var module = new GraphModule(Tiny.Network.Lower());
        ModuleState.Initialize(module, seed: 1);
        var live = new List<long>();

        Evaluator.Evaluate(
            module, Tiny.Data.Test, Tiny.Data.Preprocessing, batchSize: 2,
            progress: (_, _) => live.Add(LiveTensors), stop: TestContext.Current.CancellationToken);

        Assert.Equal(50, live.Count);
        Assert.All(live, count => Assert.Equal(live[0], count));
    }

    private static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
