using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>One operation of a graph with the nodes that it reads.</summary>
/// <param name="Index">Its place in <see cref="Graph.Nodes"/>.</param>
/// <param name="Path">Unique name; for an operation with state, the prefix of its keys in the state dictionary.</param>
/// <param name="Part">The block, stem or head that it belongs to, such as <c>layer1.0</c>; costs are summed by it.</param>
/// <param name="Op">What it computes.</param>
/// <param name="Inputs">Indices of the nodes it reads, all smaller than its own.</param>
/// <param name="Branch">Set on the branch convolutions of a scale-aggregation block.</param>
public sealed record Node(
    int Index, string Path, string Part, Op Op, ImmutableArray<int> Inputs, BranchPlace? Branch = null);
