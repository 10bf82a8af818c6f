using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>A network: operations in topological order, with named outputs. Immutable and valid by construction.</summary>
/// <remarks>
/// The topology never depends on the size of the image. Everything that is known of a network (shapes, costs, modules,
/// state keys, scores) is read from here.
/// </remarks>
public sealed class Graph
{
    /// <summary>The name of the classifier's output.</summary>
    public const string Logits = "logits";

    private readonly ImmutableDictionary<string, Node> _byPath;

    /// <summary>Checks and keeps the nodes.</summary>
    /// <exception cref="GraphException">The nodes do not form a graph; the message names the node.</exception>
    public Graph(
        string name,
        IEnumerable<Node> nodes,
        IEnumerable<GraphOutput> outputs,
        WeightInitialization? initialization = null)
    {
        Name = name;
        Nodes = [.. nodes];
        Outputs = [.. outputs];
        Initialization = initialization ?? WeightInitialization.Default;
        GraphValidator.Validate(this);
        _byPath = Nodes.ToImmutableDictionary(node => node.Path);
    }

    /// <summary>The network's display name.</summary>
    public string Name { get; }

    /// <summary>Every node; a node's inputs stand before it. The first one is the input.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>The named outputs, in the order in which they were marked.</summary>
    public ImmutableArray<GraphOutput> Outputs { get; }

    /// <summary>The outputs that it is run for: the logits; all of them where there are none.</summary>
    public IEnumerable<GraphOutput> Results =>
        Outputs.Where(output => output.Name == Logits) is var logits && logits.Any() ? logits : Outputs;

    /// <summary>How its weights are drawn before training.</summary>
    public WeightInitialization Initialization { get; }

    /// <summary>Channels of the image that the network takes.</summary>
    public int InputChannels => ((Operations.InputOp)Nodes[0].Op).Channels;

    /// <summary>The node with this path.</summary>
    /// <exception cref="GraphException">There is none.</exception>
    public Node this[string path] =>
        _byPath.TryGetValue(path, out var node) ? node : throw new GraphException($"{Name}: no node {path}");

    /// <summary>The node that computes a named output.</summary>
    /// <exception cref="GraphException">There is no such output; the message lists them.</exception>
    public Node Output(string name)
    {
        foreach (var output in Outputs)
        {
            if (output.Name == name)
            {
                return Nodes[output.Node];
            }
        }

        throw new GraphException($"{Name}: no output {name}, has {string.Join(", ", Outputs.Select(o => o.Name))}");
    }

    /// <summary>For every node, the nodes that read it, in order.</summary>
    public ImmutableArray<ImmutableArray<int>> Readers()
    {
        var readers = Nodes.Select(_ => ImmutableArray.CreateBuilder<int>()).ToArray();
        foreach (var node in Nodes)
        {
            foreach (var input in node.Inputs)
            {
                readers[input].Add(node.Index);
            }
        }

        return [.. readers.Select(list => list.ToImmutable())];
    }
}
