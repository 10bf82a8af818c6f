namespace ScaleNet.Training.Loops;

/// <summary>What one step measured.</summary>
/// <param name="Images">Images of the batch.</param>
/// <param name="Loss">Mean loss per image.</param>
/// <param name="Correct">Images whose class was ranked first.</param>
internal readonly record struct StepResult(int Images, double Loss, long Correct);
