using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Zoo.Detection;

/// <summary>A part of a network, for use in another one: all nodes that lie between one node and some others.</summary>
/// <param name="source">The whole network.</param>
/// <param name="start">The node whose value the part reads; the network's input for all that leads to the ends.</param>
/// <param name="ends">The nodes whose values are wanted.</param>
internal sealed class GraphPart(Graph source, int start, IReadOnlyList<int> ends)
{
    private readonly IReadOnlyList<Node> _nodes = Between(source, start, ends);

    /// <summary>Indices of its nodes in the whole network.</summary>
    public IEnumerable<int> Nodes => _nodes.Select(node => node.Index);

    /// <summary>Writes the part; the values of its nodes there, by their indices here.</summary>
    /// <param name="g">The other network.</param>
    /// <param name="input">What takes the start's place there.</param>
    /// <param name="prefix">Of its paths there, which stay as they are behind it.</param>
    public IReadOnlyDictionary<int, NodeId> Copy(GraphBuilder g, NodeId input, string prefix)
    {
        var places = new Dictionary<int, NodeId> { [start] = input };
        foreach (var node in _nodes)
        {
            places[node.Index] = g.Copy(node, prefix, [.. node.Inputs.Select(from => places[from])]);
        }

        return places;
    }

    private static List<Node> Between(Graph source, int start, IReadOnlyList<int> ends)
    {
        var isNeeded = new bool[source.Nodes.Length];
        foreach (var end in ends)
        {
            isNeeded[end] = true;
        }

        var nodes = new List<Node>();
        for (var index = source.Nodes.Length - 1; index >= 0; index--)
        {
            if (!isNeeded[index] || index == start)
            {
                continue;
            }

            var node = source.Nodes[index];
            if (node.Op is InputOp)
            {
                throw new SpecException(
                    $"{source.Name}: the last stage reads more than the one map {source.Nodes[start].Path}, so it cannot read regions. Use the head fpn.");
            }

            nodes.Add(node);
            foreach (var input in node.Inputs)
            {
                isNeeded[input] = true;
            }
        }

        nodes.Reverse();
        return nodes;
    }
}
