using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Logs;

/// <summary>Tells what was measured since the line before apart from what the epoch measured so far.</summary>
/// <remarks>
/// Only the epoch's running means are known. From those at both ends of an interval its own follow, and so they are the same
/// in a run that was killed and resumed: the line before is in the file. Exact where all batches are of one size.
/// </remarks>
internal static class StepInterval
{
    /// <summary>The line of a step.</summary>
    /// <param name="progress">What the trainer tells at the step.</param>
    /// <param name="before">The line before; null for the first.</param>
    public static StepMetrics Measure(StepProgress progress, StepMetrics? before)
    {
        if (before?.Epoch != progress.Epoch)
        {
            before = null; // sums begin anew with each epoch
        }

        var from = before?.Batch ?? 0;
        var seconds = BatchSeconds(progress.Batch, progress.ImagesPerSecond) - BatchSeconds(from, before?.ImagesPerSecond ?? 0);
        return new StepMetrics
        {
            Step = progress.Step,
            Epoch = progress.Epoch,
            Batch = progress.Batch,
            LearningRate = progress.LearningRate,
            TrainLoss = progress.Loss,
            TrainTop1 = progress.Accuracy,
            ImagesPerSecond = progress.ImagesPerSecond,
            IntervalLoss = Since(from, before?.TrainLoss ?? 0, progress.Batch, progress.Loss),
            IntervalTop1 = progress.Accuracy is { } accuracy ? Since(from, before?.TrainTop1 ?? 0, progress.Batch, accuracy) : null,
            IntervalImagesPerSecond = seconds > 0 ? (progress.Batch - from) / seconds : 0,
            GradientNorm = progress.GradientNorm,
        };
    }

    private static double Since(int from, double meanBefore, int to, double mean) =>
        from == 0 ? mean : ((mean * to) - (meanBefore * from)) / (to - from);

    // In seconds for as many batches as an image has: the size of a batch cancels out.
    private static double BatchSeconds(int batches, double imagesPerSecond) =>
        imagesPerSecond > 0 ? batches / imagesPerSecond : 0;
}
