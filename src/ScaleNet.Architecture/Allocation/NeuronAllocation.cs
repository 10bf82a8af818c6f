using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>What the allocator decided.</summary>
/// <param name="Policy">The policy that chose.</param>
/// <param name="Spec">The network with its learned structure.</param>
/// <param name="Budget">What was asked.</param>
/// <param name="CostReached">What the network costs: at most the budget.</param>
/// <param name="Ratio">The policy's size: r of k = ceil(r * planes), or what the policy says that it is.</param>
/// <param name="NextCost">What the policy's next larger structure costs, more than the budget; null where there is none.</param>
public sealed record NeuronAllocation(
    IAllocationPolicy Policy, ScaleNetSpec Spec, CostBudget Budget, long CostReached, double Ratio, long? NextCost)
{
    /// <summary>The unused part of the budget, in [0, 1).</summary>
    public double Gap => (Budget.Amount - CostReached) / (double)Budget.Amount;
}
