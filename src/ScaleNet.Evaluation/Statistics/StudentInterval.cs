namespace ScaleNet.Evaluation.Statistics;

/// <summary>Student's interval of a mean: exact for values from a normal distribution, however few.</summary>
/// <remarks>Source: Student 1908, The probable error of a mean.</remarks>
public static class StudentInterval
{
    /// <summary>The interval of the mean; null of a single value.</summary>
    public static Interval? OfMean(MeanAndSpread values)
    {
        if (values.StandardDeviation is not { } deviation)
        {
            return null;
        }

        var reach = Quantile(values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return new Interval(values.Mean - reach, values.Mean + reach);
    }

    /// <summary>Between its negative and itself lies <see cref="Interval.Confidence"/> of the distribution.</summary>
    /// <param name="freedom">Degrees of freedom, 1 or more.</param>
    internal static double Quantile(int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);

        // The angle halves its span until no number lies between.
        var (below, above) = (0.0, Math.PI / 2);
        for (var middle = above / 2; middle > below && middle < above; middle = (below + above) / 2)
        {
            (below, above) = Within(middle, freedom) < Interval.Confidence ? (middle, above) : (below, middle);
        }

        return Math.Sqrt(freedom) * Math.Tan(above);
    }

    // The share between -t and t as a finite sum in the angle arctan(t / sqrt(freedom)): Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.
    private static double Within(double angle, int freedom)
    {
        var square = Math.Cos(angle) * Math.Cos(angle);
        var isOdd = freedom % 2 == 1;
        var term = isOdd ? Math.Cos(angle) : 1;
        var sum = freedom == 1 ? 0 : term;
        for (var power = isOdd ? 3 : 2; power < freedom; power += 2)
        {
            term *= square * (power - 1) / power;
            sum += term;
        }

        return isOdd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
    }
}
