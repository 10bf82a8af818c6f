using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Modeling;

namespace ScaleNet.Training.Runs;

/// <summary>Classifies one image.</summary>
public static class Predictor
{
    /// <summary>The most probable classes, best first.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="input">The normalised image, C,H,W.</param>
    /// <param name="preprocessing">The record that the network was trained with: it gives the shape.</param>
    /// <param name="k">How many classes.</param>
    public static IReadOnlyList<RankedClass> Predict(GraphModule module, float[] input, Preprocessing preprocessing, int k) =>
        throw new NotImplementedException($"{module} {input} {preprocessing} {k}");
}
