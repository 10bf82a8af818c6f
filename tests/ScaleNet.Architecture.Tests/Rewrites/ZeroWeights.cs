using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Rewrites;

/// <summary>A state of the right keys and shapes, for tests that look at the graph only.</summary>
internal static class ZeroWeights
{
    public static WeightFile Of(Graph graph) => new(StateDictionary.Describe(graph).Select(entry =>
        KeyValuePair.Create(entry.Key, WeightTensor.FromFloat32(
            new float[entry.Shape.Aggregate(1L, (a, b) => a * b)], [.. entry.Shape]))));
}
