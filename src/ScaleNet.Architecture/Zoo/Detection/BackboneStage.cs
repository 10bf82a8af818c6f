using System.Collections.Immutable;
using System.Globalization;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Zoo.Detection;

/// <summary>The map that a stage of a backbone puts out.</summary>
/// <param name="High">The node of the map.</param>
/// <param name="Low">For octave networks, the node of its part at half the size; else null.</param>
/// <param name="Stride">Pixels of the image along a side of a cell.</param>
internal sealed record BackboneStage(int High, int? Low, int Stride)
{
    // All strides of up to six stages divide it.
    private const int ProbeSide = 1024;

    private const string Prefix = "layer";

    /// <summary>The stages of a network, from its outputs; their strides follow from its shapes.</summary>
    /// <exception cref="GraphException">It has no stages, or cannot take large images.</exception>
    public static ImmutableArray<BackboneStage> Of(Graph backbone)
    {
        var shapes = ShapeInference.Infer(backbone, ProbeSide, ProbeSide);
        var outputs = backbone.Outputs.ToDictionary(output => output.Name, output => output.Node);
        var stages = ImmutableArray.CreateBuilder<BackboneStage>();
        while (High(stages.Count + 1) is { } high)
        {
            int? low = outputs.TryGetValue($"{Name(stages.Count + 1)}.l", out var node) ? node : null;
            stages.Add(new BackboneStage(high, low, ProbeSide / shapes[high].Height));
        }

        return stages.Count > 0 ? stages.ToImmutable() : throw new GraphException($"{backbone.Name}: has no outputs layer1, layer2, ...");

        int? High(int number) => outputs.TryGetValue(Name(number), out var node)
            || outputs.TryGetValue($"{Name(number)}.h", out node) ? node : null;
    }

    private static string Name(int number) => Prefix + number.ToString(CultureInfo.InvariantCulture);
}
