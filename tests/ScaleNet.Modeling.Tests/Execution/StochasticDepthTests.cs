using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Zoo;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Execution;

public sealed class StochasticDepthTests
{
    [Fact]
    public void When_evaluating_the_network_is_bit_for_bit_the_one_without()
    {
        using var scope = NewDisposeScope();
        var graph = SmallImageDesigns.ResNet(depth: 11, width: 4, resolution: 28, inputChannels: 1, classes: 10).Lower();
        using var plain = new GraphModule(graph);
        using var deep = new GraphModule(StochasticDepth.Insert(graph, 0.5));
        ModuleState.Initialize(plain, seed: 1);
        ModuleState.Initialize(deep, seed: 1);
        plain.eval();
        deep.eval();
        var images = ones(2, 1, 28, 28);

        Assert.Equal(plain.call(images).data<float>().ToArray(), deep.call(images).data<float>().ToArray());
    }

    [Fact]
    public void A_branch_is_dropped_or_enlarged_for_each_image_as_a_whole()
    {
        const double rate = 0.25;
        const int images = 4_000;
        using var scope = NewDisposeScope();
        var g = new GraphBuilder("two residual blocks");
        var x = g.Input(3);
        g.Output(Graph.Logits, g.AddResidual(x, g.AddResidual(x, x)));
        using var module = new GraphModule(StochasticDepth.Insert(g.Build(), rate));
        module.train();
        module.DropoutSeed = 1;

        var sums = module.call(ones(images, 3, 2, 2)).reshape(images, -1);

        var first = sums[.., 0].data<float>().ToArray();
        Assert.True(sums.eq(sums[.., ..1]).all().item<bool>());
        Assert.All(first, value => Assert.True(value == 2 || Math.Abs(value - 2 - (4 / 3f)) < 1e-6f, $"{value}"));
        Assert.Equal(rate, first.Count(value => value == 2) / (double)images, 0.04); // six deviations
    }
}
