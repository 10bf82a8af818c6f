using System.Text.Json.Serialization;

namespace ScaleNet.Evaluation.Runs;

/// <summary>What was measured up to a step, and since the line before: one line of <c>steps.jsonl</c>.</summary>
/// <remarks>
/// "The line before" is of the same epoch; where there is none, the epoch's beginning. Losses are means per image, accuracies
/// fractions in [0,1]. A number that is not finite is kept as a string.
/// </remarks>
public sealed record StepMetrics
{
    /// <summary>Optimizer steps done since the run began.</summary>
    [JsonPropertyName(MetricNames.Step)]
    public required long Step { get; init; }

    /// <summary>Epoch number; the first is 1.</summary>
    [JsonPropertyName(MetricNames.Epoch)]
    public required int Epoch { get; init; }

    /// <summary>Batches of the epoch that are done.</summary>
    [JsonPropertyName(MetricNames.Batch)]
    public required int Batch { get; init; }

    /// <summary>Learning rate of the step.</summary>
    [JsonPropertyName(MetricNames.LearningRate)]
    public required double LearningRate { get; init; }

    /// <summary>Mean training loss of the epoch so far.</summary>
    [JsonPropertyName(MetricNames.TrainLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public required double TrainLoss { get; init; }

    /// <summary>Training accuracy of the epoch so far; null for a detector.</summary>
    [JsonPropertyName(MetricNames.TrainTop1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainTop1 { get; init; }

    /// <summary>Training images per second in the epoch so far.</summary>
    [JsonPropertyName(MetricNames.ImagesPerSecond)]
    public required double ImagesPerSecond { get; init; }

    /// <summary>Mean training loss since the line before.</summary>
    [JsonPropertyName(MetricNames.IntervalLoss)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public required double IntervalLoss { get; init; }

    /// <summary>Training accuracy since the line before; null for a detector.</summary>
    [JsonPropertyName(MetricNames.IntervalTop1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? IntervalTop1 { get; init; }

    /// <summary>Training images per second since the line before.</summary>
    [JsonPropertyName(MetricNames.IntervalImagesPerSecond)]
    public required double IntervalImagesPerSecond { get; init; }

    /// <summary>Length of the step's gradient as one vector; null where nobody measured it.</summary>
    [JsonPropertyName(MetricNames.GradientNorm)]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? GradientNorm { get; init; }
}
