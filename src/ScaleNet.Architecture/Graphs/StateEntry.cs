using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>One key of a network's state dictionary.</summary>
/// <param name="Key">The full key, such as <c>layer1.0.conv2.1.weight</c>.</param>
/// <param name="Shape">The tensor's shape; empty for a scalar.</param>
/// <param name="Kind">What it is to training.</param>
/// <param name="Node">The node that keeps it.</param>
public sealed record StateEntry(string Key, ImmutableArray<long> Shape, StateKind Kind, Node Node);
