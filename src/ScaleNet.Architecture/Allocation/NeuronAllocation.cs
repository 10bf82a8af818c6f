using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>What the allocator decided.</summary>
/// <param name="Policy">The policy that chose.</param>
/// <param name="Spec">The network with its learned structure.</param>
/// <param name="Budget">What was asked.</param>
/// <param name="CostReached">What the network costs: at most the budget.</param>
/// <param name="Ratio">The policy's size: r of k = ceil(r * planes), or what the policy says that it is.</param>
/// <param name="Next">The policy's next larger structure and its cost, which is more than the budget; null where there is none.</param>
public sealed record NeuronAllocation(
    IAllocationPolicy Policy, ScaleNetSpec Spec, CostBudget Budget, long CostReached, double Ratio, (ScaleNetSpec Spec, long Cost)? Next)
{
    /// <summary>The unused part of the budget, in [0, 1).</summary>
    public double Gap => (Budget.Amount - CostReached) / (double)Budget.Amount;

    /// <summary>What the policy's next larger structure costs; null where there is none.</summary>
    public long? NextCost => Next?.Cost;

    /// <summary>The structure with steps to the next larger one, block after block, as far as the budget allows.</summary>
    /// <remarks>
    /// In a narrow network one channel more in every block of a stage is a hundredth of its cost or two: too coarse a step for
    /// comparisons at equal cost. The blocks of one stage then differ by that one channel, which the published structures never do.
    /// </remarks>
    public NeuronAllocation Filled()
    {
        var (spec, cost) = (Spec, CostReached);
        foreach (var (place, wanted) in (Next?.Spec.Blocks ?? []).Index())
        {
            var larger = KeptChannels.Replace(spec, (_, block, at) => at == place ? wanted : block);
            if (Budget.CostOf(larger) is var price && price <= Budget.Amount)
            {
                (spec, cost) = (larger, price);
            }
        }

        return this with { Spec = spec, CostReached = cost };
    }
}
