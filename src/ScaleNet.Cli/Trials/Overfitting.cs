using ScaleNet.Architecture;
using ScaleNet.Data.Transforms;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Trials;

/// <summary>
/// A training on a few images, on which it is tested too: a network that does not learn them by heart has a defect, or a rate that
/// does not fit.
/// </summary>
internal static class Overfitting
{
    /// <summary>The job on so many images, spread over the classes, without what makes learning by heart hard.</summary>
    /// <exception cref="SpecException">There are not so many images, or too few for one step.</exception>
    public static ClassificationJob Of(ClassificationJob job, int images)
    {
        var data = job.Data;
        var parts = job.Recipe.Accumulation * (job.Ranks?.WorldSize ?? 1);
        if (images < parts || images > data.Train.Count)
        {
            throw new SpecException(FormattableString.Invariant(
                $"--overfit: got {images}, expected {parts} (one image a batch) to {data.Train.Count}, the training images. Choose another number."));
        }

        var few = ImageSelection.Spread(data.Train, images);
        return job with
        {
            Data = data with
            {
                Train = few,
                Test = few,
                Source = FormattableString.Invariant($"{data.Source}; of these {images} training images, to learn and to test (--overfit)"),
            },
            Recipe = job.Recipe with
            {
                BatchSize = Math.Min(job.Recipe.BatchSize, images) / parts * parts,
                Augmentation = new Augmentation { Pad = 0, Flip = false },
                Mixing = null,
                LabelSmoothing = 0,
                DropPath = 0,
            },
        };
    }

    /// <summary>Whether the images were learned, in a line.</summary>
    public static string Verdict(TrainingResult result)
    {
        if (result.Metrics.FirstOrDefault(epoch => epoch.TrainTop1 >= 1) is { } learned)
        {
            return FormattableString.Invariant($"The train error reached 0 in epoch {learned.Epoch}.");
        }

        var least = 1 - (result.Metrics.Count > 0 ? result.Metrics.Max(epoch => epoch.TrainTop1 ?? 0) : 0);
        return $"The train error did not reach 0, at least {Output.Numbers.Percent(least)}. Give more --epochs or another --lr.";
    }
}
