namespace ScaleNet.Cli.Steps;

/// <summary>What a budget of time came to.</summary>
/// <param name="BudgetMilliseconds">What was asked.</param>
/// <param name="PredictedMilliseconds">What the table of measurements says of the network.</param>
/// <param name="MeasuredMilliseconds">What the network itself took afterwards.</param>
/// <param name="Machine">Where.</param>
internal sealed record LatencyRecord(
    double BudgetMilliseconds, double PredictedMilliseconds, double MeasuredMilliseconds, string Machine)
{
    /// <summary>How much longer it took than was predicted, as a part of the prediction; negative where it was faster.</summary>
    public double Deviation => (MeasuredMilliseconds - PredictedMilliseconds) / PredictedMilliseconds;
}
