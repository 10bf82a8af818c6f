using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Multiply-accumulates of one image at the design resolution.</summary>
public sealed class MacsCost : IStructureCost
{
    private MacsCost()
    {
    }

    /// <summary>The cost; it has no state.</summary>
    public static MacsCost Instance { get; } = new();

    /// <inheritdoc/>
    public CostKind Kind => CostKind.Macs;

    /// <inheritdoc/>
    public string Unit => "MACs";

    /// <inheritdoc/>
    public long Of(NetworkSpec spec) => CostModel.Measure(spec.Lower(), spec.Resolution, spec.Resolution).Macs;

    /// <inheritdoc/>
    public string Text(long amount) => FormattableString.Invariant($"{amount:N0}");
}
