namespace ScaleNet.Evaluation.Runs;

/// <summary>The structure that a sweep found for one budget.</summary>
/// <param name="RunFolder">Its run folder, relative to the sweep's, with forward slashes.</param>
/// <param name="Budget">What was asked.</param>
/// <param name="CostReached">What the structure costs, as predicted: at most the budget.</param>
/// <param name="NextCost">What the next larger one costs; null where there is none.</param>
/// <param name="MeasuredCost">What it cost when it was measured; null for what is counted.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
/// <param name="Parameters">Learned values.</param>
/// <param name="Ratio">The policy's size.</param>
/// <param name="Neurons">[block][scale].</param>
public sealed record SweepPoint(
    string RunFolder,
    long Budget,
    long CostReached,
    long? NextCost,
    long? MeasuredCost,
    long Macs,
    long Parameters,
    double Ratio,
    IReadOnlyList<IReadOnlyList<int>> Neurons)
{
    /// <summary>The part of all neurons that each scale has, in [0, 1].</summary>
    public IReadOnlyList<double> Shares()
    {
        var total = (double)Neurons.Sum(block => block.Sum());
        return [.. Enumerable.Range(0, Neurons[0].Count).Select(scale => Neurons.Sum(block => block[scale]) / total)];
    }
}
