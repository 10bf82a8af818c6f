namespace ScaleNet.Evaluation.Statistics;

/// <summary>The middle and the spread of measured values, by order and not by average: one stray value moves neither far.</summary>
/// <param name="Count">How many values there are.</param>
/// <param name="Least">The smallest.</param>
/// <param name="LowerQuartile">A quarter of the values lies below.</param>
/// <param name="Median">The middle.</param>
/// <param name="UpperQuartile">A quarter of the values lies above.</param>
/// <param name="Most">The largest.</param>
public sealed record SampleSummary(
    int Count, double Least, double LowerQuartile, double Median, double UpperQuartile, double Most)
{
    private const double Quarter = 0.25;
    private const double Half = 0.5;

    /// <summary>The summary of some values in any order.</summary>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static SampleSummary Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0 || !sorted.All(double.IsFinite))
        {
            throw new ArgumentException("Got no values or one that is not finite, expected finite ones.", nameof(values));
        }

        return new SampleSummary(
            sorted.Length, sorted[0], Quantile(sorted, Quarter), Quantile(sorted, Half), Quantile(sorted, 1 - Quarter), sorted[^1]);
    }

    // Between two values it is interpolated (Hyndman and Fan 1996, definition 7).
    private static double Quantile(double[] sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
