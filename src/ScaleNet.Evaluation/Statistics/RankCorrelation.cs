namespace ScaleNet.Evaluation.Statistics;

/// <summary>Spearman's rank correlation: whether two lists put the same things in the same order.</summary>
/// <remarks>Source: Spearman 1904. Like values share the mean of their ranks.</remarks>
public static class RankCorrelation
{
    /// <summary>1 for the same order, -1 for the opposite one; null where one list is all alike, which has no order.</summary>
    /// <exception cref="ArgumentException">The lists differ in length or hold a value that is not a number.</exception>
    public static double? Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count || first.Concat(second).Any(double.IsNaN))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Got {first.Count} and {second.Count} values, expected numbers, as many in each."));
        }

        var (one, other) = (Centred(first), Centred(second));
        var scale = Math.Sqrt(Product(one, one) * Product(other, other));
        return scale > 0 ? Math.Clamp(Product(one, other) / scale, -1, 1) : null;
    }

    /// <summary>The rank of each value, from 1; like values share the mean of theirs.</summary>
    internal static double[] Ranks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(index => values[index])];
        var ranks = new double[values.Count];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            // The ranks start + 1 to end.
            Array.ForEach(order[start..end], index => ranks[index] = (start + 1 + end) / 2.0);
        }

        return ranks;
    }

    // Ranks are multiples of a half: these sums are exact.
    private static double[] Centred(IReadOnlyList<double> values)
    {
        var middle = (values.Count + 1) / 2.0;
        return [.. Ranks(values).Select(rank => rank - middle)];
    }

    private static double Product(double[] one, double[] other) => one.Zip(other, (a, b) => a * b).Sum();
}
