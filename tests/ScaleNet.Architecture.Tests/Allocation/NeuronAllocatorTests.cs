using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

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

    [Fact]
    public void The_result_states_what_one_step_more_would_cost()
    {
        var result = Allocate(2500);
        var whole = Allocate(3344);

        Assert.Equal(2728, result.NextCost);
        Assert.Null(whole.NextCost);
    }

    [Fact]
    public void Budgets_of_different_currencies_make_no_sweep()
    {
        CostBudget[] budgets = [new(CostKind.Macs, 2500), new(CostKind.Parameters, 300)];

        Assert.Throws<ArgumentException>(() => NeuronAllocator.Sweep(Seed, ScoreTables.TwoBlocks, PerBlockPolicy.Instance, budgets));
    }

    [Fact]
    public void A_sweep_with_one_budget_out_of_reach_gives_none()
    {
        CostBudget[] budgets = [new(CostKind.Macs, 2500), new(CostKind.Macs, 10)];

        var error = Assert.Throws<SpecException>(
            () => NeuronAllocator.Sweep(Seed, ScoreTables.TwoBlocks, PerBlockPolicy.Instance, budgets));
        Assert.StartsWith("budget: got 10 MACs", error.Message, StringComparison.Ordinal);
    }

    private static NeuronAllocation Allocate(long macs) => NeuronAllocator.Allocate(
        Seed, ScoreTables.TwoBlocks, PerBlockPolicy.Instance, new CostBudget(CostKind.Macs, macs));
}
