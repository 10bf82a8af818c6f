using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests;

/// <summary>Parts of a network that stay as they are while the rest trains.</summary>
public sealed class FreezeTests
{
    private const string Part = "layer2.";

    [Fact]
    public void A_frozen_part_keeps_all_of_its_tensors_and_the_rest_trains()
    {
        using var scope = NewDisposeScope();
        using var module = TinyNets.Module();
        module.Freeze(Nodes(module.Graph, Part));
        var before = Copy(module);

        module.call(TinyNets.Images(4)).pow(2).sum().backward();

        var entries = StateDictionary.Describe(module.Graph);
        var after = module.state_dict();
        Assert.All(entries, entry =>
        {
            var isFrozen = entry.Key.StartsWith(Part, StringComparison.Ordinal);
            var tensor = after[entry.Key];
            if (entry.Kind == StateKind.Parameter)
            {
                Assert.Equal(!isFrozen, tensor.grad is not null);
            }
            else
            {
                Assert.Equal(isFrozen, tensor.equal(before[entry.Key]).all().item<bool>());
            }
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Frozen_as_a_whole_it_computes_in_training_what_it_evaluates(bool normalizeAtBranchSize)
    {
        using var scope = NewDisposeScope();
        using var module = TinyNets.Module(new ExecutionOptions { NormalizeAtBranchSize = normalizeAtBranchSize });
        using (no_grad())
        {
            module.call(TinyNets.Images(4)).Dispose(); // statistics that are not those of the next batch
        }

        module.Freeze(Nodes(module.Graph, ""));
        var images = TinyNets.Images(2);

        var training = module.call(images);
        module.eval();

        Assert.Equal(module.call(images).data<float>().ToArray(), training.data<float>().ToArray());
    }

    [Fact]
    public void What_was_frozen_trains_again_when_asked_and_stays_frozen_when_run_otherwise()
    {
        using var scope = NewDisposeScope();
        using var module = TinyNets.Module();
        module.Freeze(Nodes(module.Graph, Part));
        module.Use(new ExecutionOptions { InPlace = false });
        var counter = module.state_dict()["layer2.0.bn1.num_batches_tracked"];
        module.call(TinyNets.Images(2));
        Assert.Equal(0, counter.item<long>());

        module.Freeze([]);
        module.call(TinyNets.Images(2)).sum().backward();

        Assert.Equal(1, counter.item<long>());
        Assert.NotNull(module.state_dict()["layer2.0.conv1.weight"].grad);
    }

    private static ImmutableHashSet<int> Nodes(Graph graph, string prefix) =>
    [
        .. graph.Nodes
            .Where(node => !node.Op.State.IsEmpty && node.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(node => node.Index),
    ];

    private static Dictionary<string, Tensor> Copy(GraphModule module) =>
        module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
}
