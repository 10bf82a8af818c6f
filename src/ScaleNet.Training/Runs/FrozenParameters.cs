using System.Collections.Immutable;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Training.Runs;

/// <summary>Finds the parts of a network that a training leaves as they are.</summary>
/// <remarks>Their batch norms evaluate with their running statistics, so that the part computes what it did where it was trained.</remarks>
internal static class FrozenParameters
{
    /// <summary>Everything but the classifier.</summary>
    public const string AllButHead = "all-but-head";

    /// <summary>Every batch norm, wherever it is.</summary>
    public const string BatchNorms = "batch-norms";

    /// <summary>The nodes with tensors that some names mean, for <see cref="Modeling.GraphModule.Freeze"/>.</summary>
    /// <param name="graph">The graph that is trained.</param>
    /// <param name="names">
    /// Beginnings of paths that end where a part of a path ends, such as <c>conv1</c> or <c>layer1.0</c>; names of parts, such as
    /// <c>stem</c>; <see cref="AllButHead"/>, <see cref="BatchNorms"/>.
    /// </param>
    /// <exception cref="SpecException">A name means nothing in this network, or nothing is left to train.</exception>
    public static ImmutableHashSet<int> Find(Graph graph, IReadOnlyList<string> names) => Find([graph], graph.Name, names)[0];

    /// <summary>The same in a network of several graphs, for each.</summary>
    /// <param name="graphs">The graphs that are trained.</param>
    /// <param name="network">What the network is called in errors.</param>
    /// <param name="names">As above.</param>
    /// <exception cref="SpecException">A name means nothing in this network, or nothing is left to train.</exception>
    public static IReadOnlyList<ImmutableHashSet<int>> Find(IReadOnlyList<Graph> graphs, string network, IReadOnlyList<string> names)
    {
        var nodes = graphs.SelectMany((graph, place) => graph.Nodes
            .Where(node => !node.Op.State.IsEmpty)
            .Select(node => (Graph: place, Node: node))).ToList();
        var frozen = new HashSet<(int Graph, int Node)>();
        foreach (var name in names)
        {
            var found = nodes.Where(place => IsMeant(graphs[place.Graph], place.Node, name)).ToList();
            frozen.UnionWith(found.Select(place => (place.Graph, place.Node.Index)));
            if (found.Count == 0)
            {
                var nearest = NearestName.To(name, Names(nodes.Select(place => place.Node)));
                throw new SpecException($"{network}: has no layers '{name}' to freeze. Did you mean '{nearest}'?");
            }
        }

        return frozen.Count < nodes.Count
            ? [.. graphs.Select((_, place) => frozen.Where(node => node.Graph == place).Select(node => node.Node).ToImmutableHashSet())]
            : throw new SpecException($"{network}: all of its layers are frozen (got {string.Join(", ", names)}). Leave one to be trained.");
    }

    private static bool IsMeant(Graph graph, Node node, string name) => name switch
    {
        AllButHead => graph.Outputs.Any(output => output.Name == Graph.Logits) && node.Index != graph.Output(Graph.Logits).Index,
        BatchNorms => node.Op is BatchNormOp,
        _ => BeginsWith(node.Path, name) || BeginsWith(node.Part, name),
    };

    private static bool BeginsWith(string path, string name) =>
        path == name || path.StartsWith($"{name}.", StringComparison.Ordinal);

    private static IEnumerable<string> Names(IEnumerable<Node> nodes) => nodes
        .SelectMany(node => node.Path.Split('.').Select((_, depth) => string.Join('.', node.Path.Split('.')[..(depth + 1)])).Append(node.Part))
        .Append(AllButHead)
        .Append(BatchNorms)
        .Distinct();
}
