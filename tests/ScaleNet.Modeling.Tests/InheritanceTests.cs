using System.Collections.Immutable;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests;

/// <summary>What a network computes with the weights that it inherits from a seed.</summary>
public sealed class InheritanceTests : IDisposable
{
    private const double Rounding = 1e-6; // the columns that are left are summed in another order

    private static readonly ScaleNetSpec Seed = SeedDesign.Create(
        SmallImageDesigns.ResNet(depth: 11, width: 4, resolution: 28, inputChannels: 1, classes: 5), ScaleSets.Published, ratio: 1);

    private readonly GraphModule _seed = Trained(Seed);
    private readonly Tensor _images = TinyNets.Images(2);

    public void Dispose()
    {
        _images.Dispose();
        _seed.Dispose();
    }

    [Fact]
    public void All_channels_compute_what_the_seed_computes_bit_for_bit()
    {
        using var scope = NewDisposeScope();

        using var network = Inherit(Seed);

        Assert.True(network.call(_images).equal(_seed.call(_images)).all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Channels_that_give_nothing_can_be_cut_without_a_change(bool leavesOneScale)
    {
        using var scope = NewDisposeScope();
        var alive = leavesOneScale ? (int[])[0, 3, 0, 0] : [3, 4, 1, 0];
        Silence(alive);
        var spec = Seed with { Stages = [.. Seed.Stages.Select(stage => stage with { Blocks = [.. stage.Blocks.Select(_ => alive.ToImmutableArray())] })] };

        using var network = Inherit(spec);

        var expected = _seed.call(_images);
        Assert.True((network.call(_images) - expected).abs().max().item<float>() <= Rounding * expected.abs().max().item<float>());
    }

    [Fact]
    public void Channels_that_matter_cannot()
    {
        using var scope = NewDisposeScope();
        var spec = Seed with { Stages = [.. Seed.Stages.Select(stage => stage with { Blocks = [.. stage.Blocks.Select(_ => ImmutableArray.Create(3, 3, 3, 3))] })] };

        using var network = Inherit(spec);

        Assert.True((network.call(_images) - _seed.call(_images)).abs().max().item<float>() > 1e-3);
    }

    // Batch norms of a training have moved from 1 and 0, and so have their statistics.
    private static GraphModule Trained(ScaleNetSpec spec)
    {
        var module = new GraphModule(spec.Lower());
        ModuleState.Initialize(module, seed: 3);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        foreach (var (name, value) in module.named_parameters().Where(parameter => parameter.name.Contains("bn", StringComparison.Ordinal)))
        {
            value.add_(randn(value.shape, generator: generator) * 0.3);
        }

        foreach (var (name, value) in module.named_buffers().Where(buffer => buffer.name.EndsWith("running_mean", StringComparison.Ordinal)))
        {
            value.add_(randn(value.shape, generator: generator) * 0.3);
        }

        module.eval();
        return module;
    }

    // The last channels of every branch of every block, beyond so many.
    private void Silence(int[] alive)
    {
        using var _ = no_grad();
        foreach (var (name, value) in _seed.named_parameters().Where(parameter => parameter.name.Contains("bn2", StringComparison.Ordinal)))
        {
            var scale = name.Split('.')[^2][0] - '0';
            value.narrow(0, alive[scale], value.shape[0] - alive[scale]).zero_();
        }
    }

    private GraphModule Inherit(ScaleNetSpec spec)
    {
        var state = ModuleState.Save(_seed);
        var scores = ChannelScores.Read(_seed.Graph, Seed.Scales.Length, key => state.Tensors[key].ToFloat32());
        var network = new GraphModule(spec.Lower());
        ModuleState.Load(network, InheritedWeights.Cut(Seed, scores, state, spec), "cut");
        network.eval();
        return network;
    }
}
