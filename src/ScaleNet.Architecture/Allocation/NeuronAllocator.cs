using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Finds the largest structure that a policy makes within a budget.</summary>
/// <remarks>
/// The release's structures fit k = ceil(r * planes) with one r for the whole network; how the authors found r is not known.
/// Here r is bisected until the whole network meets the budget, over the finitely many values at which any k changes, so the
/// result is exact. Determinism: same scores and budget, same structure.
/// </remarks>
public static class NeuronAllocator
{
    /// <summary>The largest structure whose cost is at most the budget.</summary>
    /// <exception cref="SpecException">No structure meets it, or even the whole seed is below it.</exception>
    public static NeuronAllocation Allocate(
        ScaleNetSpec seed, ChannelScores? scores, IAllocationPolicy policy, CostBudget budget)
    {
        var ratios = KeptChannels.Ratios(seed);
        long Cost(int index) => budget.CostOf(policy.Allocate(seed, scores, ratios[index]));
        RequireReachable(budget, Cost(0), Cost(ratios.Length - 1));

        var (fits, exceeds) = (0, ratios.Length);
        while (exceeds - fits > 1)
        {
            var middle = (fits + exceeds) / 2;
            if (Cost(middle) <= budget.Amount)
            {
                fits = middle;
            }
            else
            {
                exceeds = middle;
            }
        }

        var spec = policy.Allocate(seed, scores, ratios[fits]);
        return new NeuronAllocation(policy.Name, spec, budget, budget.CostOf(spec), ratios[fits]);
    }

    private static void RequireReachable(CostBudget budget, long least, long most)
    {
        if (budget.Amount < least || budget.Amount > most)
        {
            var unit = budget.Kind == CostKind.Macs ? "MACs" : "parameters";
            throw new SpecException(FormattableString.Invariant(
                $"budget: got {budget.Amount:N0} {unit}; structures of this seed cost {least:N0} to {most:N0}. Ask for one in between, or train a wider or narrower seed."));
        }
    }
}
