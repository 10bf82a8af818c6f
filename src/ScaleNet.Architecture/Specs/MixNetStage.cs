using System.Collections.Immutable;

namespace ScaleNet.Architecture.Specs;

/// <summary>A stage of a MixNet: blocks that the reference numbers together.</summary>
/// <param name="Rows">Its blocks, equal ones in one row.</param>
public sealed record MixNetStage(ImmutableArray<MixNetRow> Rows)
{
    /// <inheritdoc/>
    public bool Equals(MixNetStage? other) => other is not null && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => Rows.Length;
}
