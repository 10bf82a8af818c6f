using ScaleNet.Data.Loading;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Cli.Networks;

/// <summary>Measures an ONNX model on labelled images.</summary>
internal static class ModelEvaluation
{
    /// <summary>Error rates and mean loss (cross entropy) over images.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">The images, prepared as the model takes them.</param>
    /// <param name="plan">How they are dealt into batches.</param>
    /// <param name="stop">Gives up after the current batch.</param>
    public static ClassificationTally Run(OnnxClassifier model, ISampleSource samples, BatchPlan plan, CancellationToken stop)
    {
        var classes = model.Description.Classes;
        var tally = default(ClassificationTally);
        var scores = new float[plan.BatchSize * classes];
        foreach (var batch in new BatchLoader(samples, plan).ReadEpoch(epoch: 0))
        {
            using (batch)
            {
                stop.ThrowIfCancellationRequested();
                var given = scores.AsMemory(0, batch.Count * classes);
                model.Run(batch.Images, given);
                tally = tally.Add(given.Span, classes, batch.Labels, LossSum(given.Span, batch.Labels, classes, model.GivesProbabilities));
            }
        }

        return tally;
    }

    private static double LossSum(ReadOnlySpan<float> scores, long[] labels, int classes, bool areProbabilities)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = scores.Slice(i * classes, classes);
            sum -= areProbabilities ? Math.Log(row[(int)labels[i]]) : LogSoftmax(row, (int)labels[i]);
        }

        return sum;
    }

    private static double LogSoftmax(ReadOnlySpan<float> logits, int label)
    {
        var (most, sum) = (float.NegativeInfinity, 0.0);
        foreach (var logit in logits)
        {
            most = Math.Max(most, logit);
        }

        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - most);
        }

        return logits[label] - most - Math.Log(sum);
    }
}
