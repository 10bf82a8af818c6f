using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Loops;

/// <summary>The place that a non-finite loss is traced to.</summary>
public sealed class NonFiniteSearchTests : IDisposable
{
    private readonly GraphModule _module;
    private readonly DisposeScope _scope;

    public NonFiniteSearchTests()
    {
        Tiny.UseOneThread();
        _module = new GraphModule(Tiny.Network.Lower()) { DropoutSeed = 1 };
        ModuleState.Initialize(_module, seed: 1);
        _scope = NewDisposeScope();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _module.Dispose();
    }

    [Fact]
    public void Where_all_is_finite_nothing_is_named() => Assert.Null(NonFiniteSearch.FirstBad(_module, Images()));

    [Fact]
    public void A_bad_image_is_named_before_all_that_it_spoils()
    {
        var images = Images();
        images[0, 0, 3, 4] = float.NaN;
        images[1, 0, 3, 4] = float.PositiveInfinity;

        Assert.Equal("the images: 1 NaN and 1 infinite of 1568 values", NonFiniteSearch.FirstBad(_module, images));
    }

    [Fact]
    public void A_bad_parameter_is_named_before_the_map_that_it_spoils()
    {
        Spoil("layer2.0.bn1.bias", float.NaN);

        Assert.Equal("layer2.0.bn1.bias: 1 NaN and 0 infinite of 8 values", NonFiniteSearch.FirstBad(_module, Images()));
    }

    [Fact]
    public void A_map_that_overflows_is_named_though_the_step_has_spoiled_the_statistics_behind_it()
    {
        using (no_grad())
        {
            _module.state_dict()["layer2.0.conv2.weight"].fill_(float.MaxValue);
        }

        _module.call(Images()); // the step in which the number was seen
        Assert.False(_module.state_dict()["layer2.0.bn2.running_mean"].isfinite().all().item<bool>());

        Assert.Matches(
            @"^layer2\.0\.conv2 \(conv\w*\): \d+ NaN and [1-9]\d* infinite of 3136 values$", NonFiniteSearch.FirstBad(_module, Images()));
    }

    [Fact]
    public void Statistics_that_a_frozen_batch_norm_reads_are_looked_at()
    {
        Spoil("bn1.running_mean", float.NegativeInfinity);
        Assert.Null(NonFiniteSearch.FirstBad(_module, Images()));

        _module.Freeze([_module.Graph["bn1"].Index]);

        Assert.Equal("bn1.running_mean: 0 NaN and 1 infinite of 4 values", NonFiniteSearch.FirstBad(_module, Images()));
    }

    [Fact]
    public void The_search_moves_no_statistics_and_leaves_no_tensor()
    {
        var images = Images();
        NonFiniteSearch.FirstBad(_module, images);
        var before = ModuleState.Save(_module).Tensors.Select(entry => entry.Value.Data.ToArray()).ToList();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        NonFiniteSearch.FirstBad(_module, images);

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(before, ModuleState.Save(_module).Tensors.Select(entry => entry.Value.Data.ToArray()));
    }

    [Fact]
    public void Of_bad_gradients_the_one_nearest_to_the_loss_is_named()
    {
        var parameters = TrainedParameter.Of([_module], decayBatchNorm: true);
        _module.call(Images()).sum().backward();
        Assert.Null(NonFiniteSearch.FirstBadGradient(parameters));

        Gradient("conv1.weight")[0, 0, 0, 0] = float.NaN;
        Gradient("layer2.0.bn3.weight")[1] = float.PositiveInfinity;

        Assert.Equal(
            "layer2.0.bn3.weight: 0 NaN and 1 infinite of 32 values", NonFiniteSearch.FirstBadGradient(parameters));
    }

    private static Tensor Images()
    {
        using var generator = new Generator(3);
        return randn([2, 1, 28, 28], generator: generator);
    }

    private Tensor Gradient(string key) => _module.state_dict()[key].grad!;

    private void Spoil(string key, float value)
    {
        using var _ = no_grad();
        _module.state_dict()[key][0] = value;
    }
}
