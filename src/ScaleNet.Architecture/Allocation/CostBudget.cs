using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The most that a network may cost.</summary>
/// <param name="Cost">What is limited.</param>
/// <param name="Amount">The limit, itself allowed, in units of <paramref name="Cost"/>.</param>
public sealed record CostBudget(IStructureCost Cost, long Amount)
{
    /// <summary>A budget that is counted and not measured.</summary>
    /// <param name="kind">MACs or parameters.</param>
    /// <param name="amount">The limit, itself allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A kind that has to be measured.</exception>
    public CostBudget(CostKind kind, long amount)
        : this(Counted(kind), amount)
    {
    }

    /// <summary>What is limited.</summary>
    public CostKind Kind => Cost.Kind;

    /// <summary>What a network costs in this budget's currency.</summary>
    public long CostOf(NetworkSpec spec) => Cost.Of(spec);

    /// <summary>The cost that is counted from a network alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A kind that has to be measured.</exception>
    public static IStructureCost Counted(CostKind kind) => kind switch
    {
        CostKind.Macs => MacsCost.Instance,
        CostKind.Parameters => ParametersCost.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It has to be measured: give its table."),
    };
}
