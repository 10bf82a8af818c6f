using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>The budget decides k; <see cref="ScoreTables.TwoBlocks"/> has the costs of every k.</summary>
public sealed class NeuronAllocatorTests
{
    private static readonly ScaleNetSpec Seed = TinyNetworks.TwoBlocks;

    [Theory]
    [InlineData(CostKind.Macs, 1712, 1712, 0.5)]
    [InlineData(CostKind.Macs, 2327, 1712, 0.5)]
    [InlineData(CostKind.Macs, 2500, 2328, 1.0)]
    [InlineData(CostKind.Macs, 2727, 2328, 1.0)]
    [InlineData(CostKind.Macs, 2728, 2728, 1.5)]
    [InlineData(CostKind.Macs, 3344, 3344, 2.0)]
    [InlineData(CostKind.Parameters, 188, 188, 0.5)]
    [InlineData(CostKind.Parameters, 299, 244, 1.0)]
    [InlineData(CostKind.Parameters, 300, 300, 1.5)]
    public void The_largest_structure_within_the_budget_is_found(CostKind kind, long amount, long reached, double ratio)
    {
        var budget = new CostBudget(kind, amount);

        var result = NeuronAllocator.Allocate(Seed, ScoreTables.TwoBlocks, PerBlockPolicy.Instance, budget);

        Assert.Equal((reached, ratio, "per-block"), (result.CostReached, result.Ratio, result.Policy.Name));
        Assert.Equal(PerBlockPolicy.Instance.StructureAt(Seed, ScoreTables.TwoBlocks, ratio), result.Spec);
        Assert.Same(budget, result.Budget);
    }

    [Fact]
    public void The_result_states_the_unused_part_of_the_budget()
    {
        var result = NeuronAllocator.Allocate(
            Seed, ScoreTables.TwoBlocks, PerBlockPolicy.Instance, new CostBudget(CostKind.Macs, 2500));

        Assert.Equal([new ScaleNetStage(2, [[1, 1], [2, 0]])], result.Spec.Stages);
        Assert.Equal(172 / 2500.0, result.Gap);
    }

    [Theory]
    [InlineData(CostKind.Macs, 1711, "budget: got 1,711 MACs; structures of this seed cost 1,712 to 3,344.")]
    [InlineData(CostKind.Macs, 3345, "budget: got 3,345 MACs; structures of this seed cost 1,712 to 3,344.")]
    [InlineData(CostKind.Macs, -5, "budget: got -5 MACs; structures of this seed cost 1,712 to 3,344.")]
    [InlineData(CostKind.Parameters, 187, "budget: got 187 parameters; structures of this seed cost 188 to 356.")]
    [InlineData(CostKind.Parameters, 357, "budget: got 357 parameters; structures of this seed cost 188 to 356.")]
    public void A_budget_out_of_reach_is_answered_with_the_least_and_the_most(CostKind kind, long amount, string expected)
    {
        var error = Assert.Throws<SpecException>(() => NeuronAllocator.Allocate(
            Seed, ScoreTables.TwoBlocks, PerBlockPolicy.Instance, new CostBudget(kind, amount)));

        Assert.Equal(
            $"{expected} Ask for one in between, or train a wider or narrower seed.", error.Message);
    }

    // ScaleNet-152 as the method makes it: a seed on ResNet-152's frame, under ResNet-152's MACs.
    [Fact]
    public void A_seed_of_fifty_blocks_is_allocated()
    {
        var baseline = (ResNetSpec)Catalog.Get("resnet152").Spec;
        var seed = SeedDesign.Create(baseline, ScaleSets.Published, ratio: 1);
        var random = new Random(152);
        var scores = ScoreTables.Of([.. seed.Blocks.Select(block =>
            block.Select(count => Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray()).ToArray())]);
        var budget = new CostBudget(CostKind.Macs, new CostBudget(CostKind.Macs, 0).CostOf(baseline));

        var result = NeuronAllocator.Allocate(seed, scores, PerBlockPolicy.Instance, budget);

        Assert.Equal(11_513_626_624, budget.Amount);
        Assert.Equal(50, result.Spec.Blocks.Count());
        Assert.InRange(result.Gap, 0, 0.01);
    }
}
