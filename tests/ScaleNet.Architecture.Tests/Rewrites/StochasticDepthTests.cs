using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Rewrites;

public sealed class StochasticDepthTests
{
    [Theory]
    [InlineData("resnet50", 16)]
    [InlineData("scalenet50", 16)]
    [InlineData("seresnet50", 16)]
    [InlineData("resnext50_32x4d", 16)]
    [InlineData("mixnet_s", 11)]
    public void Every_residual_branch_but_the_first_is_dropped_with_rising_chance(string name, int branches)
    {
        var graph = Catalog.Get(name).Spec.Lower();

        var deep = StochasticDepth.Insert(graph, 0.3);

        var rates = deep.Nodes.Select(node => node.Op).OfType<DropoutOp>().Where(op => op.WholeMaps).Select(op => op.Rate).ToList();
        Assert.Equal(Enumerable.Range(1, branches - 1).Select(block => 0.3 * block / (branches - 1)), rates);
    }

    [Fact]
    public void State_and_cost_are_the_same()
    {
        var graph = Catalog.Get("scalenet50").Spec.Lower();

        var deep = StochasticDepth.Insert(graph, 0.2);

        Assert.Equal(Keys(graph), Keys(deep));
        Assert.Equal(CostModel.Measure(graph, 224, 224).Macs, CostModel.Measure(deep, 224, 224).Macs);
    }

    [Fact]
    public void A_network_without_residual_branches_is_refused()
    {
        var error = Assert.Throws<SpecException>(() => StochasticDepth.Insert(Catalog.Get("googlenet").Spec.Lower(), 0.1));

        Assert.Contains("no residual branches", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys(Graph graph) => StateDictionary.Describe(graph).Select(entry => entry.Key);
}
