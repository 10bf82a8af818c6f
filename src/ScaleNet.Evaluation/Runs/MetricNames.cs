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

    /// <summary>Wall-clock seconds of the epoch.</summary>
    public const string Seconds = "seconds";

    /// <summary>Training images per second.</summary>
    public const string ImagesPerSecond = "images_per_second";
}
