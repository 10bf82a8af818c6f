using System.Text.Json.Serialization;

namespace ScaleNet.Training.Loops;

/// <summary>What an epoch measured so far: sums, from which means follow.</summary>
/// <param name="Batches">Batches done.</param>
/// <param name="Images">Images in them.</param>
/// <param name="LossSum">Sum of the loss over the images.</param>
/// <param name="Correct">Images whose class was ranked first.</param>
/// <param name="Seconds">Time of the training so far, evaluation apart.</param>
internal readonly record struct EpochSums(int Batches, long Images, double LossSum, long Correct, double Seconds)
{
    /// <summary>A detector's losses, sums over the images; null for a classifier.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DetectionLossSums? Detection { get; init; }

    /// <summary>Mean loss per image.</summary>
    [JsonIgnore]
    public double MeanLoss => LossSum / Images;

    /// <summary>Accuracy in [0,1]; null for a detector.</summary>
    [JsonIgnore]
    public double? Accuracy => Detection is null ? (double)Correct / Images : null;

    /// <summary>Training images per second.</summary>
    [JsonIgnore]
    public double ImagesPerSecond => Seconds > 0 ? Images / Seconds : 0;

    /// <summary>The sums after one more batch.</summary>
    public EpochSums Add(StepResult step, double seconds) => new(
        Batches + 1, Images + step.Images, LossSum + (step.Loss * step.Images), Correct + step.Correct, Seconds + seconds)
    {
        Detection = step.Detection is { } losses ? losses + (Detection ?? default) : null,
    };
}
