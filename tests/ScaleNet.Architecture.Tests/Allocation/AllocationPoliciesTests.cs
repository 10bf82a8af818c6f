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
        Assert.Same(PerBlockPolicy.Instance, AllocationPolicies.Get("per-block"));
        Assert.Same(EvenPolicy.Instance, AllocationPolicies.Get("even"));
        Assert.Distinct(AllocationPolicies.All.Select(policy => policy.Name));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<SpecException>(() => AllocationPolicies.Get("perblock"));

        Assert.Equal("unknown policy 'perblock'. Did you mean 'per-block'?", error.Message);
    }
}
