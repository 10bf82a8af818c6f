using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using TorchSharp;
using static TorchSharp.torch;

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
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="corrupt">Counts damaged images that are left out; null if the first one ends the evaluation.</param>
    /// <param name="stop">Gives up after the current batch.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static ClassificationTally Evaluate(
        GraphModule module,
        IImageDataset images,
        Preprocessing preprocessing,
        int batchSize,
        Action<int, int>? progress = null,
        int workers = 1,
        CorruptSamples? corrupt = null,
        CancellationToken stop = default)
    {
        var plan = new BatchPlan { BatchSize = batchSize, Workers = workers, Corrupt = corrupt };
        return Evaluate(
            module, images.Samples(preprocessing, augmentation: null), plan, progress, stop.ThrowIfCancellationRequested);
    }

    /// <summary>As the other, for a part of the batches.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="samples">The prepared images.</param>
    /// <param name="plan">How they are dealt into batches, and which part is wanted.</param>
    /// <param name="progress">Is told how many batches of how many are done.</param>
    /// <param name="beforeBatch">Is called before each batch, and may throw.</param>
    internal static ClassificationTally Evaluate(
        GraphModule module, ISampleSource samples, BatchPlan plan, Action<int, int>? progress, Action beforeBatch)
    {
        using var mode = new EvaluationMode(module);
        var loader = new BatchLoader(samples, plan);
        var device = BatchTensors.DeviceOf(module);
        var tally = default(ClassificationTally);
        foreach (var batch in loader.ReadEpoch(epoch: 0))
        {
            using (batch)
            {
                beforeBatch();
                tally = batch.Count == 0 ? tally : Add(tally, module, batch, device);
                progress?.Invoke(batch.Index + 1, loader.BatchCount);
            }
        }

        return tally;
    }

    /// <summary>The first undamaged images of a set with what the network says of them, for a report.</summary>
    /// <param name="module">The network; its mode is the same afterwards.</param>
    /// <param name="images">The set.</param>
    /// <param name="preprocessing">The record that the network was trained with.</param>
    /// <param name="count">How many images.</param>
    /// <param name="k">How many classes for each.</param>
    public static IReadOnlyList<ExamplePrediction> Examples(
        GraphModule module, IImageDataset images, Preprocessing preprocessing, int count, int k = 3)
    {
        using var reader = images.Samples(preprocessing, augmentation: null).OpenReader();
        var examples = new List<ExamplePrediction>();
        var input = new float[preprocessing.Shape.Length];
        for (var index = 0; index < images.Count && examples.Count < count; index++)
        {
            if (!TryRead(reader, index, input))
            {
                continue; // a damaged image was told of when the set was evaluated
            }

            var ranking = Predictor.Predict(module, input, preprocessing, k);
            examples.Add(new ExamplePrediction(
                Convert.ToBase64String(images.ExamplePng(index, preprocessing)),
                images.ClassNames[images.Label(index)],
                [.. ranking.Select(ranked => new ClassProbability(images.ClassNames[ranked.Index], ranked.Probability))]));
        }

        return examples;
    }

    private static bool TryRead(ISampleReader reader, int index, Span<float> input)
    {
        try
        {
            var unused = default(SampleRandom); // evaluation draws nothing
            reader.Read(index, ref unused, input);
            return true;
        }
        catch (CorruptSampleException)
        {
            return false;
        }
    }

    private static ClassificationTally Add(ClassificationTally tally, GraphModule module, Batch batch, Device device)
    {
        using var scope = NewDisposeScope();
        var logits = module.call(BatchTensors.Images(batch, device)).cpu().contiguous();
        var labels = BatchTensors.Labels(batch, CPU);
        var loss = nn.functional.cross_entropy(
            logits.to(ScalarType.Float64), labels, reduction: nn.Reduction.Sum).ToDouble();
        return tally.Add(logits.data<float>().ToArray(), (int)logits.shape[1], batch.Labels, loss);
    }
}
