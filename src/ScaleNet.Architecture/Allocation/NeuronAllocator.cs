using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Finds the largest structure that a policy makes within a budget.</summary>
/// <remarks>
/// The release's structures fit k = ceil(r * planes) with one r for the whole network; how the authors found r is not known.
/// Here a policy's size is bisected until the whole network meets the budget, over the finitely many values at which anything changes,
/// so the result is exact. Determinism: same scores and budget, same structure.
/// </remarks>
public static class NeuronAllocator
{
    /// <summary>The largest structure whose cost is at most the budget.</summary>
    /// <exception cref="SpecException">No structure meets it, or even the largest is below it.</exception>
    public static NeuronAllocation Allocate(
        ScaleNetSpec seed, ChannelScores? scores, IAllocationPolicy policy, CostBudget budget) =>
        Sweep(seed, scores, policy, [budget])[0];

    /// <summary>The largest structure of each of several budgets in one currency; what was ranked and priced once is not again.</summary>
    /// <param name="seed">The seed network.</param>
    /// <param name="scores">Its scores; null for a policy that learns nothing.</param>
    /// <param name="policy">How channels are chosen.</param>
    /// <param name="budgets">At least one; all with the same cost.</param>
    /// <exception cref="SpecException">No structure meets one of them, or even the largest is below it.</exception>
    public static IReadOnlyList<NeuronAllocation> Sweep(
        ScaleNetSpec seed, ChannelScores? scores, IAllocationPolicy policy, IReadOnlyList<CostBudget> budgets)
    {
        var cost = budgets[0].Cost;
        if (budgets.Any(budget => !budget.Cost.Equals(cost)))
        {
            throw new ArgumentException("Got budgets in different currencies, expected one.", nameof(budgets));
        }

        var ladder = new PricedLadder(policy.Ladder(seed, scores, cost), cost);
        foreach (var budget in budgets)
        {
            RequireReachable(budget, ladder);
        }

        return [.. budgets.Select(budget => Largest(policy, budget, ladder))];
    }

    private static NeuronAllocation Largest(IAllocationPolicy policy, CostBudget budget, PricedLadder ladder)
    {
        var (fits, exceeds) = (0, ladder.Count);
        while (exceeds - fits > 1)
        {
            var middle = (fits + exceeds) / 2;
            if (ladder.CostOf(middle) <= budget.Amount)
            {
                fits = middle;
            }
            else
            {
                exceeds = middle;
            }
        }

        return new NeuronAllocation(
            policy,
            ladder.SpecOf(fits),
            budget,
            ladder.CostOf(fits),
            ladder.RatioOf(fits),
            exceeds < ladder.Count ? (ladder.SpecOf(exceeds), ladder.CostOf(exceeds)) : null);
    }

    private static void RequireReachable(CostBudget budget, PricedLadder ladder)
    {
        var (least, most) = (ladder.CostOf(0), ladder.CostOf(ladder.Count - 1));
        if (budget.Amount < least || budget.Amount > most)
        {
            var cost = budget.Cost;
            throw new SpecException(
                $"budget: got {cost.Text(budget.Amount)} {cost.Unit}; structures of this seed cost {cost.Text(least)} to {cost.Text(most)}. "
                + "Ask for one in between, or train a wider or narrower seed.");
        }
    }
}
