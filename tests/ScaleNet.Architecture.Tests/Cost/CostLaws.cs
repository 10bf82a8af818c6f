using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Cost;

/// <summary>What holds of the cost of any network.</summary>
[Properties(Arbitrary = [typeof(NetworkArbitraries)])]
public sealed class CostLaws
{
    [Property]
    public void Parameters_do_not_depend_on_the_size_of_the_image(NetworkSpec spec, byte taller, byte wider)
    {
        var graph = spec.Lower();

        var cost = CostModel.Measure(graph, spec.Resolution + taller, spec.Resolution + wider);

        Assert.Equal(CostModel.CountParameters(graph), cost.Parameters);
    }

    [Property]
    public void A_larger_image_never_costs_less(NetworkSpec spec, byte taller, byte wider)
    {
        var graph = spec.Lower();
        var small = CostModel.Measure(graph, spec.Resolution, spec.Resolution);

        var large = CostModel.Measure(graph, spec.Resolution + taller, spec.Resolution + wider);

        Assert.InRange(large.Macs, small.Macs, long.MaxValue);
        Assert.InRange(large.ActivationBytes, small.ActivationBytes, long.MaxValue);
        Assert.InRange(large.PeakActivationBytes, small.PeakActivationBytes, long.MaxValue);
    }

    [Property]
    public void An_image_of_twice_the_side_costs_more(NetworkSpec spec)
    {
        var graph = spec.Lower();

        var small = CostModel.Measure(graph, spec.Resolution, spec.Resolution);
        var large = CostModel.Measure(graph, 2 * spec.Resolution, 2 * spec.Resolution);

        Assert.True(large.Macs > small.Macs);
    }

    [Property]
    public void Parts_and_nodes_sum_to_the_totals(NetworkSpec spec)
    {
        var cost = CostModel.Measure(spec.Lower(), spec.Resolution, spec.Resolution);

        Assert.Equal(cost.Macs, cost.Parts().Sum(part => part.Macs));
        Assert.Equal(cost.Parameters, cost.Parts().Sum(part => part.Parameters));
        Assert.Equal(cost.Nodes.Sum(node => 4 * node.Output.Elements), cost.ActivationBytes);
        Assert.InRange(cost.PeakActivationBytes, cost.Nodes.Max(node => node.ActivationBytes), cost.ActivationBytes);
    }
}
