using System.Collections.Immutable;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Training.Runs;

/// <summary>Finds the parts of a network that a training leaves as they are.</summary>
/// <remarks>Their batch norms evaluate with their running statistics, so that the part computes what it did where it was trained.</remarks>
internal static class FrozenParameters
{
    /// <summary>Everything but the classifier.</summary>
    public const string AllButHead = "all-but-head";

    /// <summary>The nodes with tensors that some names mean, for <see cref="Modeling.GraphModule.Freeze"/>.</summary>
    /// <param name="graph">The graph that is trained.</param>
    /// <param name="parts">
    /// Beginnings of paths that end where a part of a path ends, such as <c>conv1</c> or <c>layer1.0</c>, or <see cref="AllButHead"/>.
    /// </param>
    /// <exception cref="SpecException">A name means nothing in this network, or nothing is left to train.</exception>
    public static ImmutableHashSet<int> Find(Graph graph, IReadOnlyList<string> parts)
    {
        var nodes = graph.Nodes.Where(node => !node.Op.State.IsEmpty).ToList();
        var frozen = parts.SelectMany(part => Find(graph, nodes, part)).ToImmutableHashSet();
        return frozen.Count < nodes.Count
            ? frozen
            : throw new SpecException(
                $"{graph.Name}: all of its layers are frozen (got {string.Join(", ", parts)}). Leave one to be trained.");
    }

    private static List<int> Find(Graph graph, List<Node> nodes, string part)
    {
        var head = graph.Output(Graph.Logits).Index;
        var found = nodes
            .Where(node => part == AllButHead
                ? node.Index != head
                : node.Path == part || node.Path.StartsWith($"{part}.", StringComparison.Ordinal))
            .Select(node => node.Index)
            .ToList();
        return found.Count > 0
            ? found
            : throw new SpecException(
                $"{graph.Name}: has no layers '{part}' to freeze. Did you mean '{NearestName.To(part, Names(nodes))}'?");
    }

    private static IEnumerable<string> Names(List<Node> nodes) => nodes
        .SelectMany(node => node.Path.Split('.').Select((_, depth) => string.Join('.', node.Path.Split('.')[..(depth + 1)])))
        .Append(AllButHead)
        .Distinct();
}
