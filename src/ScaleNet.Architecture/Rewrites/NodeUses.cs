using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Who reads the nodes of a graph.</summary>
internal sealed class NodeUses(Graph graph)
{
    private readonly HashSet<int> _outputs = [.. graph.Outputs.Select(output => output.Node)];

    /// <summary>For every node, the nodes that read it.</summary>
    public ImmutableArray<ImmutableArray<int>> Readers { get; } = graph.Readers();

    /// <summary>Whether one other node alone reads it, so that it may change with that one.</summary>
    public bool IsPrivate(int node) => Readers[node].Length == 1 && !_outputs.Contains(node);
}
