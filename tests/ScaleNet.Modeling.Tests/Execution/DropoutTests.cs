using ScaleNet.Architecture.Graphs;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Dropout whose masks follow from a seed.</summary>
public sealed class DropoutTests
{
    private const int Features = 20_000;
    private const double Rate = 0.25;
    private const double Share = 0.02; // six deviations of the share of that many

    [Fact]
    public void Values_are_dropped_at_the_rate_and_the_others_enlarged()
    {
        var values = Run(seed: 1);

        Assert.All(values, value => Assert.True(value is 0 or 4 / 3f, $"{value}"));
        Assert.Equal(Rate, values.Count(value => value == 0) / (double)Features, Share);
    }

    [Fact]
    public void The_mask_depends_on_the_seed_alone()
    {
        var first = Run(seed: 1);
        rand(3).Dispose(); // libtorch's own generator moves on

        Assert.Equal(first, Run(seed: 1));
        Assert.NotEqual(first, Run(seed: 2));
    }

    [Fact]
    public void Several_dropouts_of_a_network_have_masks_of_their_own()
    {
        var g = new GraphBuilder("two dropouts");
        var x = g.Input(Features);
        g.Output(Graph.Logits, g.Add(g.Dropout(x, Rate), g.Dropout(x, Rate)));

        var values = Run(g.Build(), seed: 1);

        Assert.Equal(2 * Rate * (1 - Rate), values.Count(value => value is 4 / 3f) / (double)Features, Share);
    }

    [Fact]
    public void Evaluation_drops_nothing() => Assert.All(Run(OneDropout(), seed: 1, isTraining: false), value => Assert.Equal(1, value));

    [Fact]
    public void The_gradient_passes_where_the_value_does()
    {
        using var scope = NewDisposeScope();
        using var module = new GraphModule(OneDropout()) { DropoutSeed = 1 };
        var image = ones(1, Features, 1, 1).requires_grad_();

        var output = module.call(image);
        output.sum().backward();

        Assert.Equal(output.data<float>().ToArray(), image.grad!.data<float>().ToArray());
    }

    private static float[] Run(long seed) => Run(OneDropout(), seed);

    private static float[] Run(Graph graph, long seed, bool isTraining = true)
    {
        using var scope = NewDisposeScope();
        using var module = new GraphModule(graph) { DropoutSeed = seed };
        module.train(isTraining);
        return [.. module.call(ones(1, Features, 1, 1)).data<float>()];
    }

    private static Graph OneDropout()
    {
        var g = new GraphBuilder("one dropout");
        g.Output(Graph.Logits, g.Dropout(g.Input(Features), Rate));
        return g.Build();
    }
}
