namespace ScaleNet.Training.Loops;

/// <summary>What one step measured.</summary>
/// <param name="Images">Images of all its batches, on all ranks.</param>
/// <param name="Loss">Mean loss per image.</param>
/// <param name="Correct">Images whose class was ranked first.</param>
/// <param name="GradientNorm">Norm of all gradients together, before they were limited.</param>
internal readonly record struct StepResult(int Images, double Loss, long Correct, double GradientNorm)
{
    /// <summary>A detector's losses, sums over the images; null for a classifier.</summary>
    public DetectionLossSums? Detection { get; init; }
}
