using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Reference;

/// <summary>The reference files' weights and inputs, the latter as tensors.</summary>
internal static class ReferenceFill
{
    /// <summary>Every tensor of a network's state.</summary>
    public static WeightFile Weights(Graph graph) => Draw.Weights(graph);

    /// <summary>The input image, in float32 whatever the network computes in.</summary>
    public static Tensor Image(long[] shape, ScalarType type)
    {
        using var values = tensor(Draw.Image(shape), shape);
        return values.to(type, copy: true);
    }
}
