using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>A graph that is written anew, node by node, with changes.</summary>
internal sealed class GraphCopy(Graph graph)
{
    private readonly List<Node> _nodes = [];
    private readonly int[] _place = new int[graph.Nodes.Length];

    /// <summary>Where the value of an old node is in the new graph.</summary>
    public int this[int node]
    {
        get => _place[node];
        set => _place[node] = value;
    }

    /// <summary>Writes a node that was not there; its inputs are places of the new graph.</summary>
    /// <returns>Its place.</returns>
    public int Add(string path, string part, Op op, IEnumerable<int> inputs, BranchPlace? branch = null)
    {
        _nodes.Add(new Node(_nodes.Count, path, part, op, [.. inputs], branch));
        return _nodes.Count - 1;
    }

    /// <summary>Writes an old node, perhaps with another operation.</summary>
    public void Keep(Node node, Op? op = null) =>
        _place[node.Index] = Add(node.Path, node.Part, op ?? node.Op, node.Inputs.Select(input => _place[input]), node.Branch);

    /// <summary>The new graph.</summary>
    public Graph Finish() => new(
        graph.Name,
        _nodes,
        graph.Outputs.Select(output => output with { Node = _place[output.Node] }),
        graph.Initialization);
}
