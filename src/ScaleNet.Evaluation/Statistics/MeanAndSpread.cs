namespace ScaleNet.Evaluation.Statistics;

/// <summary>The mean of some runs' values, and how far the runs are apart.</summary>
/// <param name="Count">How many values there are.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Of the sample, with n - 1; null of a single value.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public sealed record MeanAndSpread(int Count, double Mean, double? StandardDeviation, double Least, double Most)
{
    /// <summary>The summary of some values in any order.</summary>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static MeanAndSpread Of(params IReadOnlyList<double> values)
    {
        if (values.Count == 0 || !values.All(double.IsFinite))
        {
            throw new ArgumentException("Got no values or one that is not finite, expected finite ones.", nameof(values));
        }

        var (least, most) = (values.Min(), values.Max());
        var mean = Math.Clamp(values.Average(), least, most); // rounding can put the mean of like values beside them
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new MeanAndSpread(
            values.Count, mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : null, least, most);
    }
}
