using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>Classifies one image.</summary>
public static class Predictor
{
    /// <summary>The most probable classes, best first.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="input">The normalised image, C,H,W.</param>
    /// <param name="preprocessing">The record that the network was trained with: it gives the shape.</param>
    /// <param name="k">How many classes.</param>
    public static IReadOnlyList<RankedClass> Predict(GraphModule module, float[] input, Preprocessing preprocessing, int k)
    {
        if (input.Length != preprocessing.Shape.Length)
        {
            throw new ArgumentException(
                $"Got {input.Length} values, expected {preprocessing.Shape.Length} ({preprocessing.Shape}).", nameof(input));
        }

        using var mode = new EvaluationMode(module);
        using var scope = NewDisposeScope();
        var image = BatchTensors.Images(input, 1, preprocessing.Shape, BatchTensors.DeviceOf(module));
        var logits = module.call(image).cpu().contiguous();
        return ClassProbabilities.TopK(logits.data<float>().ToArray(), k);
    }
}
