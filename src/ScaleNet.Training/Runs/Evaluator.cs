using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;

namespace ScaleNet.Training.Runs;

/// <summary>Measures a network on images that it did not learn from.</summary>
public static class Evaluator
{
    /// <summary>Error rates and mean loss (cross entropy without smoothing) over a set.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="images">The set.</param>
    /// <param name="preprocessing">The record that the network was trained with.</param>
    /// <param name="batchSize">Images at a time; the result depends on it only by rounding.</param>
    /// <param name="progress">Is told how many batches of how many are done.</param>
    /// <param name="stop">Gives up after the current batch.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static ClassificationTally Evaluate(
        GraphModule module,
        ImageSet images,
        Preprocessing preprocessing,
        int batchSize,
        Action<int, int>? progress = null,
        CancellationToken stop = default) => throw new NotImplementedException($"{module} {images} {preprocessing} {batchSize} {progress} {stop}");

    /// <summary>The first images of a set with what the network says of them, for a report.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="images">The set.</param>
    /// <param name="preprocessing">The record that the network was trained with.</param>
    /// <param name="count">How many images.</param>
    /// <param name="k">How many classes for each.</param>
    public static IReadOnlyList<ExamplePrediction> Examples(
        GraphModule module, ImageSet images, Preprocessing preprocessing, int count, int k = 3) =>
        throw new NotImplementedException($"{module} {images} {preprocessing} {count} {k}");
}
