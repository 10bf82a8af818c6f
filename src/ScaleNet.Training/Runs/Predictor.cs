using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>Classifies images.</summary>
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

        var logits = Logits(module, input, preprocessing);
        return logits.All(float.IsFinite)
            ? ClassProbabilities.TopK(logits, k)
            : throw new NonFiniteException("the trained network answers an image with numbers that are not finite");
    }

    /// <summary>Computes the logits of several images.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="images">Normalised images, [N,C,H,W].</param>
    /// <param name="preprocessing">The record that the network was trained with: it gives the shape.</param>
    /// <param name="logits">[N, classes]; filled.</param>
    public static void Run(GraphModule module, ReadOnlySpan<float> images, Preprocessing preprocessing, Span<float> logits)
    {
        if (images.IsEmpty)
        {
            return;
        }

        var values = Logits(module, images, preprocessing);
        if (values.Length != logits.Length)
        {
            throw new ArgumentException($"Got room for {logits.Length} logits, expected {values.Length}.", nameof(logits));
        }

        values.CopyTo(logits);
    }

    private static float[] Logits(GraphModule module, ReadOnlySpan<float> images, Preprocessing preprocessing)
    {
        using var mode = new EvaluationMode(module);
        using var scope = NewDisposeScope();
        var shape = preprocessing.Shape;
        // Weights of double precision compute in it.
        var input = BatchTensors.Images(images, images.Length / shape.Length, shape, BatchTensors.DeviceOf(module))
            .to(module.parameters().First().dtype);
        return module.call(input).to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
