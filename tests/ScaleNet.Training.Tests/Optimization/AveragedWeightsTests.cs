using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Optimization;

public sealed class AveragedWeightsTests : IDisposable
{
    private const string Key = "fc.bias";
    private const double Tolerance = 1e-6; // float32

    private readonly GraphModule _module;

    public AveragedWeightsTests()
    {
        Tiny.UseOneThread();
        _module = new GraphModule(Tiny.Network.Lower());
        ModuleState.Initialize(_module, seed: 1);
    }

    public void Dispose() => _module.Dispose();

    [Fact]
    public void The_average_forgets_by_the_decay_after_its_first_step()
    {
        using var average = new AveragedWeights([_module], new WeightAverage { Decay = 0.75 });
        float[] values = [4, 8, 0];
        for (var step = 0; step < values.Length; step++)
        {
            Set(values[step]);
            average.Update(step);
        }

        // 4; 0.75 x 4 + 0.25 x 8 = 5; 0.75 x 5 = 3.75
        Assert.All(Averaged(average), value => Assert.Equal(3.75, value, Tolerance));
    }

    [Fact]
    public void Warm_up_begins_with_a_short_memory()
    {
        var recipe = new WeightAverage { Decay = 0.9, WarmUp = true };

        Assert.Equal([0.1, 2.0 / 11, 3.0 / 12], new long[] { 0, 1, 2 }.Select(recipe.DecayAt));
        Assert.Equal(0.9, recipe.DecayAt(100_000));
    }

    [Fact]
    public void Running_statistics_are_averaged_and_counters_copied()
    {
        using var average = new AveragedWeights([_module], new WeightAverage { Decay = 0.5 });
        average.Update(0);
        using (no_grad())
        {
            _module.state_dict()["bn1.running_mean"].fill_(2);
            _module.state_dict()["bn1.num_batches_tracked"].fill_(9);
        }

        average.Update(1);

        var saved = average.Save(new Dictionary<string, string>()).Tensors;
        Assert.All(saved["bn1.running_mean"].ToFloat32(), value => Assert.Equal(1, value));
        Assert.Equal(9, saved["bn1.num_batches_tracked"].ToFloat64()[0]);
    }

    [Fact]
    public void A_swap_is_undone_bit_for_bit()
    {
        using var average = new AveragedWeights([_module], new WeightAverage { Decay = 0.5 });
        average.Update(0);
        Set(3);
        var before = State();

        using (average.Swap())
        {
            Assert.NotEqual(before, State());
        }

        Assert.Equal(before, State());
    }

    [Fact]
    public void What_was_saved_goes_on_as_if_nothing_had_happened()
    {
        using var one = new AveragedWeights([_module], new WeightAverage { Decay = 0.5 });
        using var other = new AveragedWeights([_module], new WeightAverage { Decay = 0.5 });
        one.Update(0);
        other.Load(one.Save(new Dictionary<string, string>()), "saved");
        Set(-1);
        one.Update(1);
        other.Update(1);

        Assert.Equal(Averaged(one), Averaged(other));
    }

    [Fact]
    public void Updates_and_swaps_leave_no_tensors_behind()
    {
        using var average = new AveragedWeights([_module], new WeightAverage { Decay = 0.5 });
        average.Update(0);
        average.Swap().Dispose();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 1; step < 20; step++)
        {
            average.Update(step);
            average.Swap().Dispose();
        }

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private void Set(float value)
    {
        using var _ = no_grad();
        _module.state_dict()[Key].fill_(value);
    }

    private float[] State() => [.. ModuleState.Save(_module).Tensors.Values.SelectMany(tensor => tensor.ToFloat32())];

    private static float[] Averaged(AveragedWeights average) =>
        average.Save(new Dictionary<string, string>()).Tensors[Key].ToFloat32();
}
