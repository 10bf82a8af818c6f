using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The most that a network may cost.</summary>
/// <param name="Kind">What is limited.</param>
/// <param name="Amount">The limit, itself allowed: MACs or parameters.</param>
public sealed record CostBudget(CostKind Kind, long Amount)
{
    /// <summary>What a network costs in this budget's currency.</summary>
    public long CostOf(NetworkSpec spec)
    {
        var graph = spec.Lower();
        return Kind == CostKind.Parameters
            ? CostModel.CountParameters(graph)
            : CostModel.Measure(graph, spec.Resolution, spec.Resolution).Macs;
    }
}
