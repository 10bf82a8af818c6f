using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class AllocationPoliciesTests
{
    [Fact]
    public void The_papers_policy_is_the_first()
    {
        Assert.Same(PerBlockPolicy.Instance, AllocationPolicies.All[0]);
    }

    [Fact]
    public void A_policy_is_found_by_its_name()
    {
        string[] names = ["per-block", "global", "per-cost", "even", "random", "morphnet"];

        Assert.All(names, name => Assert.Equal(name, AllocationPolicies.Get(name).Name));
        Assert.Equal(names, AllocationPolicies.All.Select(policy => policy.Name));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<SpecException>(() => AllocationPolicies.Get("perblock"));

        Assert.Equal("unknown policy 'perblock'. Did you mean 'per-block'?", error.Message);
    }
}
