using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>One tensor that an operation keeps: its name inside the operation, its shape, its kind.</summary>
public sealed record StateTensor(string Name, ImmutableArray<long> Shape, StateKind Kind)
{
    /// <summary>The product of the shape; 1 for a scalar.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, length) => product * length);

    internal static StateTensor Parameter(string name, params long[] shape) => new(name, [.. shape], StateKind.Parameter);

    internal static StateTensor Buffer(string name, params long[] shape) => new(name, [.. shape], StateKind.Buffer);
}
