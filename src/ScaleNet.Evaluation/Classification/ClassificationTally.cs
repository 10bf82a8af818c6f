namespace ScaleNet.Evaluation.Classification;

/// <summary>
/// Mergeable sums over classified images: error rates and mean loss are derived from them, never averaged.
/// </summary>
/// <remarks>
/// Immutable: <see cref="Add"/> and <see cref="Merge"/> return the new tally. The target's rank is the number of
/// strictly greater logits of its row, so a tie is resolved for the target: a network whose logits are all equal counts
/// as correct. A row that holds a NaN is never correct. With five classes or fewer, every other row is top-5 correct.
/// </remarks>
/// <param name="Count">Images seen.</param>
/// <param name="LossSum">Sum (not mean) of the loss over those images.</param>
/// <param name="Top1Correct">Images whose target has rank 0.</param>
/// <param name="Top5Correct">Images whose target has a rank below 5.</param>
public readonly record struct ClassificationTally(long Count, double LossSum, long Top1Correct, long Top5Correct)
{
    private const int Top5 = 5;

    /// <summary>The share of images whose target is not ranked first, in [0,1]; NaN when nothing was counted.</summary>
    public double Top1Error => 1 - Top1Accuracy;

    /// <summary>
    /// The share of images whose target is not among the first five, in [0,1]; NaN when nothing was counted.
    /// </summary>
    public double Top5Error => 1 - Top5Accuracy;

    /// <summary>The share of images whose target is ranked first, in [0,1]; NaN when nothing was counted.</summary>
    public double Top1Accuracy => (double)Top1Correct / Count;

    /// <summary>
    /// The share of images whose target is among the first five, in [0,1]; NaN when nothing was counted.
    /// </summary>
    public double Top5Accuracy => (double)Top5Correct / Count;

    /// <summary>Loss per image; NaN when nothing was counted.</summary>
    public double MeanLoss => LossSum / Count;

    /// <summary>The tally after one more batch.</summary>
    /// <param name="logits">Row-major [images, classes].</param>
    /// <param name="classCount">Classes per row.</param>
    /// <param name="labels">One target class per row, in [0, classCount).</param>
    /// <param name="lossSum">Sum of the loss over the rows of this batch.</param>
    /// <exception cref="ArgumentException">Rows and labels do not match, or a label is outside the classes.</exception>
    public ClassificationTally Add(
        ReadOnlySpan<float> logits, int classCount, ReadOnlySpan<long> labels, double lossSum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (logits.Length != (long)labels.Length * classCount)
        {
            throw new ArgumentException(
                $"logits: got {logits.Length} numbers, expected {labels.Length} labels x {classCount} classes.",
                nameof(logits));
        }

        long top1 = 0, top5 = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var rank = TargetRank(logits.Slice(row * classCount, classCount), labels[row]);
            top1 += rank == 0 ? 1 : 0;
            top5 += rank < Top5 ? 1 : 0;
        }

        return new(Count + labels.Length, LossSum + lossSum, Top1Correct + top1, Top5Correct + top5);
    }

    /// <summary>The tally of both sets of images together.</summary>
    public ClassificationTally Merge(ClassificationTally other) => new(
        Count + other.Count, LossSum + other.LossSum, Top1Correct + other.Top1Correct, Top5Correct + other.Top5Correct);

    private static int TargetRank(ReadOnlySpan<float> row, long label)
    {
        if (label < 0 || label >= row.Length)
        {
            throw new ArgumentException($"labels: got class {label}, expected 0 to {row.Length - 1}.", nameof(label));
        }

        var target = row[(int)label];
        var greater = 0;
        foreach (var logit in row)
        {
            if (float.IsNaN(logit))
            {
                return int.MaxValue;
            }

            greater += logit > target ? 1 : 0;
        }

        return greater;
    }
}
