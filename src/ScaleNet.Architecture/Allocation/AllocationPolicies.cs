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

    /// <summary>The policy of this name with its settings.</summary>
    /// <param name="name">The name.</param>
    /// <param name="draw">Which of the random splits; null for the first.</param>
    /// <param name="threshold">MorphNet's; null for its own.</param>
    /// <exception cref="SpecException">There is no such policy, or it does not have such a setting.</exception>
    public static IAllocationPolicy Get(string name, int? draw, double? threshold) => (Get(name), draw, threshold) switch
    {
        (var policy, null, null) => policy,
        (RandomPolicy, { } chosen, null) => new RandomPolicy(chosen),
        (MorphNetPolicy, null, { } above) => new MorphNetPolicy(above),
        (_, { }, _) => throw new SpecException($"policy '{name}': has no draws, as random has. Leave the draw out."),
        _ => throw new SpecException($"policy '{name}': has no threshold, as morphnet has. Leave the threshold out."),
    };
}
