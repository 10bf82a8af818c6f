namespace ScaleNet.Evaluation.Runs;

/// <summary>The names of the measured quantities on disk.</summary>
/// <remarks>top1 and top5 are accuracies, fractions in [0,1]; losses are means per image.</remarks>
public static class MetricNames
{
    /// <summary>Epoch number; the first is 1.</summary>
    public const string Epoch = "epoch";

    /// <summary>Optimizer steps done since the run began.</summary>
    public const string Step = "step";

    /// <summary>Learning rate of the epoch's last step.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>Mean training loss.</summary>
    public const string TrainLoss = "train/loss";

    /// <summary>Training accuracy.</summary>
    public const string TrainTop1 = "train/top1";

    /// <summary>Mean validation loss.</summary>
    public const string ValidationLoss = "val/loss";

    /// <summary>Validation accuracy, target ranked first.</summary>
    public const string ValidationTop1 = "val/top1";

    /// <summary>Validation accuracy, target among the first five.</summary>
    public const string ValidationTop5 = "val/top5";

    /// <summary>Mean validation loss of the averaged weights.</summary>
    public const string ValidationEmaLoss = "val_ema/loss";

    /// <summary>Validation accuracy of the averaged weights, target ranked first.</summary>
    public const string ValidationEmaTop1 = "val_ema/top1";

    /// <summary>Validation accuracy of the averaged weights, target among the first five.</summary>
    public const string ValidationEmaTop5 = "val_ema/top5";

    /// <summary>Wall-clock seconds of the epoch.</summary>
    public const string Seconds = "seconds";

    /// <summary>Training images per second.</summary>
    public const string ImagesPerSecond = "images_per_second";

    /// <summary>Training images that could not be decoded and were passed over.</summary>
    public const string Skipped = "skipped";

    /// <summary>Batches of the epoch that are done.</summary>
    public const string Batch = "batch";

    /// <summary>Mean training loss since the line before.</summary>
    public const string IntervalLoss = "interval/loss";

    /// <summary>Training accuracy since the line before.</summary>
    public const string IntervalTop1 = "interval/top1";

    /// <summary>Training images per second since the line before.</summary>
    public const string IntervalImagesPerSecond = "interval/images_per_second";

    /// <summary>Length of the gradient as one vector.</summary>
    public const string GradientNorm = "gradient_norm";
}
