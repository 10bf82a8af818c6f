using System.Text.Json.Serialization;

namespace ScaleNet.Evaluation.Runs;

/// <summary>What was measured in one epoch: one line of <c>metrics.jsonl</c>.</summary>
/// <remarks>
/// A validation number is null in an epoch without validation, and absent where it is of averaged weights and the training
/// keeps none. A loss that is not finite is kept as a string.
/// </remarks>
public sealed record EpochMetrics
{
    /// <summary>Epoch number; the first is 1.</summary>
    [JsonPropertyName(MetricNames.Epoch)]
    public required int Epoch { get; init; }

    /// <summary>Optimizer steps done since the run began.</summary>
    [JsonPropertyName(MetricNames.Step)]
    public required long Step { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    [JsonPropertyName(MetricNames.LearningRate)]
    public required double LearningRate { get; init; }

    /// <summary>Mean training loss per image.</summary>
    [JsonPropertyName(MetricNames.TrainLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public required double TrainLoss { get; init; }

    /// <summary>Training accuracy in [0,1]; null for a detector.</summary>
    [JsonPropertyName(MetricNames.TrainTop1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainTop1 { get; init; }

    /// <summary>Mean validation loss per image.</summary>
    [JsonPropertyName(MetricNames.ValidationLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double? ValidationLoss { get; init; }

    /// <summary>Validation accuracy in [0,1], target ranked first.</summary>
    [JsonPropertyName(MetricNames.ValidationTop1)]
    public double? ValidationTop1 { get; init; }

    /// <summary>Validation accuracy in [0,1], target among the first five.</summary>
    [JsonPropertyName(MetricNames.ValidationTop5)]
    public double? ValidationTop5 { get; init; }

    /// <summary>Mean validation loss per image of the averaged weights (EMA).</summary>
    [JsonPropertyName(MetricNames.ValidationEmaLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationEmaLoss { get; init; }

    /// <summary>Validation accuracy of the averaged weights in [0,1], target ranked first.</summary>
    [JsonPropertyName(MetricNames.ValidationEmaTop1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationEmaTop1 { get; init; }

    /// <summary>Validation accuracy of the averaged weights in [0,1], target among the first five.</summary>
    [JsonPropertyName(MetricNames.ValidationEmaTop5)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationEmaTop5 { get; init; }

    /// <summary>Mean training loss of a detector: which class a region is of.</summary>
    [JsonPropertyName(MetricNames.TrainClassifierLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainClassifierLoss { get; init; }

    /// <summary>Mean training loss of a detector: where a region's object is.</summary>
    [JsonPropertyName(MetricNames.TrainBoxLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainBoxLoss { get; init; }

    /// <summary>Mean training loss of a detector: whether an anchor has an object.</summary>
    [JsonPropertyName(MetricNames.TrainObjectnessLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainObjectnessLoss { get; init; }

    /// <summary>Mean training loss of a detector: where an anchor's object is.</summary>
    [JsonPropertyName(MetricNames.TrainProposalLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainProposalLoss { get; init; }

    /// <summary>COCO's average precision on the validation images in [0,1], IoU 0.50 to 0.95.</summary>
    [JsonPropertyName(MetricNames.ValidationAp)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationAp { get; init; }

    /// <summary>COCO's average precision on the validation images in [0,1], IoU 0.50.</summary>
    [JsonPropertyName(MetricNames.ValidationAp50)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationAp50 { get; init; }

    /// <summary>COCO's average precision on the validation images in [0,1], IoU 0.75.</summary>
    [JsonPropertyName(MetricNames.ValidationAp75)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationAp75 { get; init; }

    /// <summary>The same as COCO's average precision of small objects; -1 where there are none.</summary>
    [JsonPropertyName(MetricNames.ValidationApSmall)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationApSmall { get; init; }

    /// <summary>The same of medium objects; -1 where there are none.</summary>
    [JsonPropertyName(MetricNames.ValidationApMedium)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationApMedium { get; init; }

    /// <summary>The same of large objects; -1 where there are none.</summary>
    [JsonPropertyName(MetricNames.ValidationApLarge)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationApLarge { get; init; }

    /// <summary>COCO's average precision of the averaged weights in [0,1], IoU 0.50 to 0.95.</summary>
    [JsonPropertyName(MetricNames.ValidationEmaAp)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationEmaAp { get; init; }

    /// <summary>COCO's average precision of the averaged weights in [0,1], IoU 0.50.</summary>
    [JsonPropertyName(MetricNames.ValidationEmaAp50)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationEmaAp50 { get; init; }

    /// <summary>Wall-clock seconds of the epoch.</summary>
    [JsonPropertyName(MetricNames.Seconds)]
    public required double Seconds { get; init; }

    /// <summary>Training images per second.</summary>
    [JsonPropertyName(MetricNames.ImagesPerSecond)]
    public required double ImagesPerSecond { get; init; }

    /// <summary>Training images of the epoch that could not be decoded and were passed over; null where none can be.</summary>
    [JsonPropertyName(MetricNames.Skipped)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Skipped { get; init; }
}
