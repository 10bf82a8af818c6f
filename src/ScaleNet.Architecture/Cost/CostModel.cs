using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Cost;

/// <summary>Counts what a network costs.</summary>
public static class CostModel
{
    private const int BytesPerElement = sizeof(float);

    /// <summary>The cost of one image of the given size, in pixels.</summary>
    /// <exception cref="GraphException">The network cannot take this size; the message names the node.</exception>
    public static CostReport Measure(Graph graph, int height, int width)
    {
        var shapes = ShapeInference.Infer(graph, height, width);
        var nodes = graph.Nodes.Select(node => Measure(node, shapes)).ToImmutableArray();
        return new CostReport(height, width, nodes) { PeakActivationBytes = Peak(graph, nodes) };
    }

    /// <summary>The number of learned values, which no image size changes.</summary>
    public static long CountParameters(Graph graph) => graph.Nodes.Sum(CountParameters);

    private static NodeCost Measure(Node node, ImmutableArray<MapShape> shapes)
    {
        var output = shapes[node.Index];
        var inputs = node.Inputs.Select(input => shapes[input]).ToArray();
        return new NodeCost(
            node, output, CountParameters(node), node.Op.Macs(inputs, output), output.Elements * BytesPerElement);
    }

    private static long CountParameters(Node node) =>
        node.Op.State.Where(tensor => tensor.Kind == StateKind.Parameter).Sum(tensor => tensor.ElementCount);

    private static long Peak(Graph graph, ImmutableArray<NodeCost> nodes)
    {
        var pending = graph.Readers().Select(readers => readers.Length).ToArray();
        foreach (var result in graph.Results) // a classifier's stage maps are kept only when they are asked for
        {
            pending[result.Node]++;
        }


        long alive = 0;
        long peak = 0;
        foreach (var node in graph.Nodes)
        {
            alive += nodes[node.Index].ActivationBytes;
            peak = Math.Max(peak, alive);
            foreach (var input in node.Inputs)
            {
                if (--pending[input] == 0)
                {
                    alive -= nodes[input].ActivationBytes;
                }
            }
        }

        return peak;
    }
}
