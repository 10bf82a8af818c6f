using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class SingleScalePolicyTests
{
    private static readonly ScaleNetSpec Seed =
        SeedDesign.Create((ResNetSpec)Catalog.Get("resnet50").Spec, ScaleSets.Published, ratio: 1);

    [Fact]
    public void All_channels_are_at_the_scale_as_many_as_an_even_split_has()
    {
        var spec = new SingleScalePolicy(4).StructureAt(Seed, null, ratio: 1.5);
        var even = EvenPolicy.Instance.StructureAt(Seed, null, ratio: 1.5);

        Assert.Equal(even.Blocks.Select(block => block.Sum()), spec.Blocks.Select(block => block[2]));
        Assert.All(spec.Blocks, block => Assert.Equal(block[2], block.Sum()));
    }

    [Fact]
    public void A_scale_that_the_seed_lacks_is_refused()
    {
        var error = Assert.Throws<SpecException>(() => new SingleScalePolicy(3).StructureAt(Seed, null, ratio: 1));

        Assert.Contains("has no scale 3 (got 1, 2, 4, 7)", error.Message, StringComparison.Ordinal);
    }

    // The remaining budget goes into steps to the next larger structure, each a block's.
    [Fact]
    public void A_filled_structure_lies_between_two_of_the_policy_and_costs_the_budget_more_closely()
    {
        foreach (var amount in new long[] { 3_900_000_000, 4_089_184_256, 4_200_000_000 })
        {
            var plain = NeuronAllocator.Allocate(Seed, null, EvenPolicy.Instance, new CostBudget(CostKind.Macs, amount));
            var filled = plain.Filled();

            Assert.InRange(filled.CostReached, plain.CostReached, amount);
            Assert.Equal(filled.CostReached, filled.Budget.CostOf(filled.Spec));
            var steps = filled.Spec.Blocks.Zip(plain.Spec.Blocks, plain.Next!.Value.Spec.Blocks).ToList();
            Assert.All(steps, step => Assert.True(step.First.SequenceEqual(step.Second) || step.First.SequenceEqual(step.Third)));
        }
    }
}
