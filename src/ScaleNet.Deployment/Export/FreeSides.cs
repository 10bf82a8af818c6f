using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Deployment.Export;

/// <summary>How long the sides of a node's maps can be, where images have many sizes; height and width do not depend on each other.</summary>
/// <param name="Inputs">Sides of each map that it reads.</param>
/// <param name="Own">Sides of its own map. The numbers at one place of all lists belong to one side of an image.</param>
internal sealed record FreeSides(ImmutableArray<ImmutableArray<int>> Inputs, ImmutableArray<int> Own)
{
    /// <summary>The shapes of all nodes for the largest image, and their sides for all, for those of the images' sides that the network takes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="imageSides">Sides of its input, pixels, rising.</param>
    /// <exception cref="ExportException">It takes none of them.</exception>
    public static (ImmutableArray<MapShape> Largest, ImmutableArray<ImmutableArray<int>> Sides) OfAll(Graph network, IEnumerable<int> imageSides)
    {
        var shapes = new List<ImmutableArray<MapShape>>();
        GraphException? refused = null;
        foreach (var side in imageSides)
        {
            try
            {
                shapes.Add(ShapeInference.Infer(network, side, side));
            }
            catch (GraphException exception)
            {
                refused = exception;
            }
        }

        return shapes.Count > 0
            ? (shapes[^1], [.. network.Nodes.Select(node => shapes.Select(maps => maps[node.Index].Height).ToImmutableArray())])
            : throw new ExportException($"size: {refused?.Message}. Choose a larger size.", refused);
    }
}
