using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes the nodes of a network into an ONNX graph.</summary>
/// <param name="graph">Where they go.</param>
/// <param name="weights">The network's state; a tensor that is in the graph already is not added again.</param>
internal sealed class NetworkWriter(OnnxGraph graph, WeightFile weights)
{
    private readonly OnnxOperations _operations = new(graph, weights);

    /// <summary>The shapes of the nodes.</summary>
    public required ImmutableArray<MapShape> Shapes { get; init; }

    /// <summary>For images of many sizes, the sides of every node's map (<see cref="FreeSides.OfAll"/>); null for images of one size.</summary>
    public ImmutableArray<ImmutableArray<int>>? Sides { get; init; }

    /// <summary>Adds what the outputs need.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The value that its input is.</param>
    /// <param name="outputs">Nodes that are wanted.</param>
    /// <param name="nameOf">What a node's value is called.</param>
    /// <returns>The values, by node; null for those that are not needed.</returns>
    public string?[] Write(Graph network, string input, IEnumerable<int> outputs, Func<Node, string> nameOf)
    {
        var values = new string?[network.Nodes.Length];
        values[0] = input;
        foreach (var index in NeededNodes(network, outputs))
        {
            var node = network.Nodes[index];
            values[index] = node.Op.Accept(_operations, new NodeContext(
                node,
                nameOf(node),
                [.. node.Inputs.Select(source => values[source] ?? "")],
                [.. node.Inputs.Select(source => Shapes[source])],
                Shapes[index])
            {
                Free = Sides is { } sides ? new FreeSides([.. node.Inputs.Select(source => sides[source])], sides[index]) : null,
            });
        }

        return values;
    }

    // Of the map that a resizing takes its size from, only the size is needed, and that is known where images have one size.
    private IEnumerable<int> NeededNodes(Graph network, IEnumerable<int> outputs)
    {
        var isNeeded = new bool[network.Nodes.Length];
        foreach (var output in outputs)
        {
            isNeeded[output] = true;
        }

        foreach (var node in network.Nodes.Reverse().Where(node => isNeeded[node.Index]))
        {
            foreach (var input in node.Op is ResizeOp && Sides is null ? node.Inputs[..1] : node.Inputs)
            {
                isNeeded[input] = true;
            }
        }

        return Enumerable.Range(1, isNeeded.Length - 1).Where(index => isNeeded[index]);
    }
}
