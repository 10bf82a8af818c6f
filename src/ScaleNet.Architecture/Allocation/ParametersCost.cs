using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Learned values.</summary>
public sealed class ParametersCost : IStructureCost
{
    private ParametersCost()
    {
    }

    /// <summary>The cost; it has no state.</summary>
    public static ParametersCost Instance { get; } = new();

    /// <inheritdoc/>
    public CostKind Kind => CostKind.Parameters;

    /// <inheritdoc/>
    public string Unit => "parameters";

    /// <inheritdoc/>
    public long Of(NetworkSpec spec) => CostModel.CountParameters(spec.Lower());

    /// <inheritdoc/>
    public string Text(long amount) => FormattableString.Invariant($"{amount:N0}");
}
