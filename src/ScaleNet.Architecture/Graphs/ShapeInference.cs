using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>The shape of every node for an image of a given size.</summary>
public static class ShapeInference
{
    /// <summary>Shapes of one sample, by node index.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="height">Image height in pixels.</param>
    /// <param name="width">Image width in pixels.</param>
    /// <exception cref="GraphException">The network cannot take this size; the message names the node.</exception>
    public static ImmutableArray<MapShape> Infer(Graph graph, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var shapes = ImmutableArray.CreateBuilder<MapShape>(graph.Nodes.Length);
        shapes.Add(new MapShape(graph.InputChannels, height, width));
        foreach (var node in graph.Nodes.Skip(1))
        {
            try
            {
                shapes.Add(node.Op.OutputShape(node.Inputs.Select(input => shapes[input]).ToArray()));
            }
            catch (GraphException exception)
            {
                throw new GraphException(
                    $"{graph.Name} at {height}x{width}: node {node.Index} {node.Path} ({node.Op.Name}): {exception.Message}");
            }
        }

        return shapes.MoveToImmutable();
    }
}
