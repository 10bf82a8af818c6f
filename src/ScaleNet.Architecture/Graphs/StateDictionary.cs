using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>The keys and shapes of a network's state, in PyTorch's order, without any tensor.</summary>
/// <remarks>
/// PyTorch lists modules depth first, children in the order of their registration. Here a child is registered when the graph
/// first names it, so <c>conv2.0</c>, <c>bn2.0</c>, <c>conv2.1</c> become <c>conv2.0</c>, <c>conv2.1</c>, <c>bn2.0</c>.
/// </remarks>
public static class StateDictionary
{
    /// <summary>Every entry of the network's state.</summary>
    public static ImmutableArray<StateEntry> Describe(Graph graph)
    {
        var root = new Branch();
        foreach (var node in graph.Nodes.Where(node => !node.Op.State.IsEmpty))
        {
            var place = root;
            foreach (var segment in node.Path.Split('.'))
            {
                place = place.Child(segment);
            }

            place.Node = node;
        }

        var entries = ImmutableArray.CreateBuilder<StateEntry>();
        root.List(entries);
        return entries.ToImmutable();
    }

    private sealed class Branch
    {
        private readonly Dictionary<string, Branch> _children = [];
        private readonly List<Branch> _order = [];

        public Node? Node { get; set; }

        public Branch Child(string segment)
        {
            if (!_children.TryGetValue(segment, out var child))
            {
                _children[segment] = child = new Branch();
                _order.Add(child);
            }

            return child;
        }

        public void List(ImmutableArray<StateEntry>.Builder entries)
        {
            if (Node is { } node)
            {
                entries.AddRange(node.Op.State.Select(
                    tensor => new StateEntry($"{node.Path}.{tensor.Name}", tensor.Shape, tensor.Kind, node)));
            }

            foreach (var child in _order)
            {
                child.List(entries);
            }
        }
    }
}
