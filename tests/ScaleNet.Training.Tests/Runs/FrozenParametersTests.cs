using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Runs;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Runs;

public sealed class FrozenParametersTests
{
    private static readonly Graph Network = Tiny.Network.Lower();

    [Fact]
    public void A_name_means_the_layers_whose_paths_begin_with_it()
    {
        Assert.Equal(["conv1"], Frozen("conv1"));
        Assert.Equal(
            ["layer1.0.bn1", "layer1.0.bn2", "layer1.0.bn3", "layer1.0.conv1", "layer1.0.conv2", "layer1.0.conv3",
             "layer1.0.downsample.0", "layer1.0.downsample.1"],
            Frozen("layer1"));
        Assert.Equal(["bn1", "layer2.0.downsample.0", "layer2.0.downsample.1"], Frozen("layer2.0.downsample", "bn1"));
    }

    [Fact]
    public void All_but_the_head_leaves_the_classifier() =>
        Assert.Equal(
            Network.Nodes.Where(node => !node.Op.State.IsEmpty).Select(node => node.Path).Where(path => path != "fc").Order(),
            Frozen(FrozenParameters.AllButHead));

    [Fact]
    public void All_batch_norms_and_the_stem_have_names_of_their_own()
    {
        Assert.Equal(
            Network.Nodes.Where(node => node.Op is BatchNormOp).Select(node => node.Path).Order(), Frozen(FrozenParameters.BatchNorms));
        Assert.Equal(["bn1", "conv1"], Frozen("stem"));
    }

    [Fact]
    public void In_a_network_of_several_graphs_a_name_is_looked_for_in_all()
    {
        var frozen = FrozenParameters.Find([Network, Network], "twins", ["layer1"]);

        Assert.Equal(2, frozen.Count);
        Assert.Equal(FrozenParameters.Find(Network, ["layer1"]), frozen[0]);
        Assert.True(frozen[0].SetEquals(frozen[1]));
    }

    [Theory]
    [InlineData("layer", "layer1")] // no beginning of a path that ends where a part of it ends
    [InlineData("layer2.0.con1", "layer2.0.conv1")]
    [InlineData("all-but-the-head", "all-but-head")]
    public void A_name_that_means_nothing_is_refused_with_the_nearest_one(string name, string nearest)
    {
        var error = Assert.Throws<SpecException>(() => Frozen(name));

        Assert.Equal($"ResNet-11-small: has no layers '{name}' to freeze. Did you mean '{nearest}'?", error.Message);
    }

    [Fact]
    public void Something_must_be_left_to_train()
    {
        var error = Assert.Throws<SpecException>(() => Frozen("all-but-head", "fc"));

        Assert.Equal(
            "ResNet-11-small: all of its layers are frozen (got all-but-head, fc). Leave one to be trained.", error.Message);
    }

    [Fact]
    public void A_training_moves_what_is_not_frozen_alone()
    {
        Tiny.UseOneThread();
        using var scope = NewDisposeScope();
        using var module = new GraphModule(StochasticDepth.Insert(Network, 0.2)) { DropoutSeed = 1 };
        ModuleState.Initialize(module, seed: 1);
        module.Freeze(FrozenParameters.Find(module.Graph, ["conv1", "bn1", "layer1"]));
        var before = ModuleState.Save(module);
        var parameters = TrainedParameter.Of([module], decayBatchNorm: true);
        using var sgd = new MomentumSgd(parameters, Tiny.Recipe);

        for (var step = 0; step < 3; step++)
        {
            sgd.ClearGradients();
            module.call(randn(8, 1, 28, 28)).pow(2).mean().backward();
            sgd.Step(0.1);
        }

        var after = ModuleState.Save(module);
        var still = before.Tensors.Keys.Where(key => before.Tensors[key].Data.Span.SequenceEqual(after.Tensors[key].Data.Span));
        Assert.Equal(before.Tensors.Keys.Where(IsFrozen), still);
        Assert.DoesNotContain(parameters, parameter => IsFrozen(parameter.Key));
    }

    // Every rank has the same frozen statistics, and their mean over three ranks would not have the same bits.
    [Fact]
    public void Statistics_of_frozen_batch_norms_are_not_averaged_over_ranks()
    {
        using var module = new GraphModule(Network);
        module.Freeze(FrozenParameters.Find(Network, ["bn1", "layer1"]));
        using var statistics = new RunningStatistics([module]);

        var trained = StateDictionary.Describe(Network).Where(entry => entry.Kind == StateKind.Buffer && !IsFrozen(entry.Key));

        Assert.Equal(trained.Count(), statistics.Averaged.Count);
    }

    private static bool IsFrozen(string key) =>
        new[] { "conv1.", "bn1.", "layer1." }.Any(part => key.StartsWith(part, StringComparison.Ordinal));

    private static IEnumerable<string> Frozen(params string[] parts) =>
        FrozenParameters.Find(Network, parts).Select(index => Network.Nodes[index].Path).Order(StringComparer.Ordinal);
}
