using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>A ladder whose structures are priced when they are asked for, once each.</summary>
internal sealed class PricedLadder(StructureLadder ladder, IStructureCost cost)
{
    private readonly Dictionary<int, long> _costs = [];

    /// <summary>Number of steps.</summary>
    public int Count => ladder.Ratios.Count;

    /// <summary>The size of a step.</summary>
    public double RatioOf(int step) => ladder.Ratios[step];

    /// <summary>The structure of a step.</summary>
    public ScaleNetSpec SpecOf(int step) => ladder.At(ladder.Ratios[step]);

    /// <summary>What it costs.</summary>
    public long CostOf(int step)
    {
        if (!_costs.TryGetValue(step, out var price))
        {
            _costs[step] = price = cost.Of(SpecOf(step));
        }

        return price;
    }
}
