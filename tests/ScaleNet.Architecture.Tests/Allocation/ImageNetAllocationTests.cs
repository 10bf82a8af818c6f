using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>The published setting: a seed on a ResNet's frame, under that ResNet's MACs, with scores that are drawn.</summary>
[Trait("Tier", "slow")]
public sealed class ImageNetAllocationTests
{
    [Theory]
    [InlineData("resnet50", 4_089_184_256, 16)]
    [InlineData("resnet101", 7_801_405_440, 33)]
    [InlineData("resnet152", 11_513_626_624, 50)]
    public void Structures_have_the_properties_of_the_published_ones(string id, long macs, int blocks)
    {
        var baseline = (ResNetSpec)Catalog.Get(id).Spec;
        var (seed, scores) = Drawn(baseline);
        var budget = new CostBudget(CostKind.Macs, new CostBudget(CostKind.Macs, 0).CostOf(baseline));

        Assert.Equal(macs, budget.Amount);
        Assert.All(AllocationPolicies.All, policy =>
        {
            var result = NeuronAllocator.Allocate(seed, scores, policy, budget);

            Assert.Equal(blocks, result.Spec.Blocks.Count());
            Assert.InRange(result.Gap, 0, 0.015);
            Assert.True(result.NextCost > budget.Amount);
        });
    }

    [Theory]
    [InlineData("resnet50")]
    [InlineData("resnet101")]
    [InlineData("resnet152")]
    public void Within_a_stage_the_total_is_k_the_ratio_of_the_planes_rounded_up(string id)
    {
        var baseline = (ResNetSpec)Catalog.Get(id).Spec;
        var (seed, scores) = Drawn(baseline);
        var budget = new CostBudget(CostKind.Macs, new CostBudget(CostKind.Macs, 0).CostOf(baseline));

        Assert.All((IAllocationPolicy[])[PerBlockPolicy.Instance, PerCostPolicy.Instance, EvenPolicy.Instance, new RandomPolicy(1)], policy =>
        {
            var result = NeuronAllocator.Allocate(seed, scores, policy, budget);

            Assert.InRange(result.Ratio, 1, 3); // the published ones have 1.33 to 1.40, and more of the cheap scales buys more
            Assert.All(result.Spec.Stages, stage => Assert.Equal(
                [(int)Math.Ceiling((result.Ratio * stage.Planes) - 1e-9)], stage.Blocks.Select(block => block.Sum()).Distinct()));
        });
    }

    private static (ScaleNetSpec Seed, ChannelScores Scores) Drawn(ResNetSpec baseline)
    {
        var seed = SeedDesign.Create(baseline, ScaleSets.Published, ratio: 1);
        var random = new Random(seed.Blocks.Count());
        return (seed, ScoreTables.Of([.. seed.Blocks.Select(block =>
            block.Select(count => Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray()).ToArray())]));
    }
}
