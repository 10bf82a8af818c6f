using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>What the allocator decided.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Spec">The network with its learned structure.</param>
/// <param name="Budget">What was asked.</param>
/// <param name="CostReached">What the network costs: at most the budget.</param>
/// <param name="Ratio">r of k = ceil(r * planes).</param>
public sealed record NeuronAllocation(
    string Policy, ScaleNetSpec Spec, CostBudget Budget, long CostReached, double Ratio)
{
    /// <summary>The unused part of the budget, in [0, 1).</summary>
    public double Gap => (Budget.Amount - CostReached) / (double)Budget.Amount;
}
