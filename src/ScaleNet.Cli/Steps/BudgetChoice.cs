using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Steps;

/// <summary>A budget and where it comes from.</summary>
/// <param name="Budget">The limit.</param>
/// <param name="Origin">In words.</param>
internal sealed record BudgetChoice(CostBudget Budget, string Origin)
{
    /// <summary>The multiply-accumulates of a network.</summary>
    public static BudgetChoice Like(NetworkSpec network, string name)
    {
        var macs = new CostBudget(CostKind.Macs, 1).CostOf(network);
        return new BudgetChoice(new CostBudget(CostKind.Macs, macs), $"the MACs of {name}");
    }

    /// <summary>The natural budget: the multiply-accumulates of the ResNet with the seed's stages.</summary>
    public static BudgetChoice Natural(ScaleNetSpec seed)
    {
        var baseline = SeedBaseline.Of(seed);
        return Like(baseline, baseline.Name);
    }
}
