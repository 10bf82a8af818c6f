using System.Collections.Immutable;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The policies by name.</summary>
public static class AllocationPolicies
{
    /// <summary>All of them as they are without further settings; the first is the paper's.</summary>
    public static ImmutableArray<IAllocationPolicy> All { get; } =
    [
        PerBlockPolicy.Instance, GlobalPolicy.Instance, PerCostPolicy.Instance, EvenPolicy.Instance, new RandomPolicy(0), new MorphNetPolicy(),
    ];

    /// <summary>The policy of this name.</summary>
    /// <exception cref="SpecException">There is none; the message gives the nearest.</exception>
    public static IAllocationPolicy Get(string name) =>
        All.FirstOrDefault(policy => policy.Name == name) ?? throw new SpecException(
            $"unknown policy '{name}'. Did you mean '{NearestName.To(name, All.Select(policy => policy.Name))}'?");
}
