namespace ScaleNet.Evaluation.Runs;

/// <summary>The names of the measured quantities on disk.</summary>
/// <remarks>top1 and top5 are accuracies, fractions in [0,1]; losses are means per image.</remarks>
public static class MetricNames
{
    /// <summary>The quantities that detectors alone have.</summary>
    public static IReadOnlyList<string> OfDetectors { get; } =
    [
        TrainClassifierLoss,
        TrainBoxLoss,
        TrainObjectnessLoss,
        TrainProposalLoss,
        ValidationAp,
        ValidationAp50,
        ValidationAp75,
        ValidationApSmall,
        ValidationApMedium,
        ValidationApLarge,
        ValidationEmaAp,
        ValidationEmaAp50,
    ];

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

    /// <summary>Mean training loss of a detector: which class a region is of.</summary>
    public const string TrainClassifierLoss = "train/loss_classifier";

    /// <summary>Mean training loss of a detector: where a region's object is.</summary>
    public const string TrainBoxLoss = "train/loss_box_reg";

    /// <summary>Mean training loss of a detector: whether an anchor has an object.</summary>
    public const string TrainObjectnessLoss = "train/loss_objectness";

    /// <summary>Mean training loss of a detector: where an anchor's object is.</summary>
    public const string TrainProposalLoss = "train/loss_rpn_box_reg";

    /// <summary>COCO's average precision on the validation images in [0,1], IoU 0.50 to 0.95.</summary>
    public const string ValidationAp = "coco/AP";

    /// <summary>COCO's average precision on the validation images in [0,1], IoU 0.50.</summary>
    public const string ValidationAp50 = "coco/AP50";

    /// <summary>COCO's average precision on the validation images in [0,1], IoU 0.75.</summary>
    public const string ValidationAp75 = "coco/AP75";

    /// <summary>The same as COCO's average precision of small objects; -1 where there are none.</summary>
    public const string ValidationApSmall = "coco/APs";

    /// <summary>The same of medium objects; -1 where there are none.</summary>
    public const string ValidationApMedium = "coco/APm";

    /// <summary>The same of large objects; -1 where there are none.</summary>
    public const string ValidationApLarge = "coco/APl";

    /// <summary>COCO's average precision of the averaged weights in [0,1], IoU 0.50 to 0.95.</summary>
    public const string ValidationEmaAp = "coco_ema/AP";

    /// <summary>COCO's average precision of the averaged weights in [0,1], IoU 0.50.</summary>
    public const string ValidationEmaAp50 = "coco_ema/AP50";

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
