using System.Collections.Immutable;

namespace ScaleNet.Architecture.Specs;

/// <summary>A stage of scale-aggregation blocks of one width and one map size.</summary>
/// <param name="Planes">Channels of a block's first convolution; it puts out four times as many.</param>
/// <param name="Blocks">Per block the number of channels of each scale; 0 leaves the branch out.</param>
public sealed record ScaleNetStage(int Planes, ImmutableArray<ImmutableArray<int>> Blocks)
{
    /// <inheritdoc/>
    public bool Equals(ScaleNetStage? other) =>
        other is not null && Planes == other.Planes && Blocks.Length == other.Blocks.Length
        && Blocks.Zip(other.Blocks).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Planes, Blocks.Length);
}
