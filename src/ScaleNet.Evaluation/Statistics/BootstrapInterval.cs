namespace ScaleNet.Evaluation.Statistics;

/// <summary>The bootstrap's percentile interval of a mean (Efron 1979): the middle of the means of samples drawn from the sample.</summary>
/// <remarks>
/// Of few values all samples are counted, each with its probability, so that nothing is left to chance; of many, some are drawn.
/// Of few values it is coarse, and narrower than it should be: Student's interval belongs beside it.
/// <b>Determinism:</b> the same values in the same order give the same interval.
/// </remarks>
public static class BootstrapInterval
{
    /// <summary>Of so many values there are 6,435 samples that differ in more than their order.</summary>
    internal const int MostCounted = 8;

    private const int Draws = 20_000;
    private const int Bits = 64;

    /// <summary>The interval of the mean; null of a single value or none.</summary>
    public static Interval? OfMean(IReadOnlyList<double> values) => values.Count switch
    {
        < 2 => null,
        <= MostCounted => Middle(Counted(values)),
        _ => Middle(Drawn(values)),
    };

    /// <summary>The mean of every sample with replacement, and how likely that sample is.</summary>
    internal static List<(double Mean, double Probability)> Counted(IReadOnlyList<double> values)
    {
        var means = new List<(double, double)>();
        Count(0, values.Count, 0, 1);
        return means;

        // Of the values from one on: how often each is taken until the sample is full. The probability is the multinomial one.
        void Count(int index, int left, double sum, double probability)
        {
            if (index == values.Count - 1 || left == 0)
            {
                means.Add(((sum + (left * values[index])) / values.Count, probability * Power(left)));
                return;
            }

            double choices = 1;
            for (var taken = 0; taken <= left; taken++)
            {
                Count(index + 1, left - taken, sum + (taken * values[index]), probability * choices * Power(taken));
                choices *= (double)(left - taken) / (taken + 1);
            }
        }

        double Power(int taken) => Math.Pow(values.Count, -taken);
    }

    /// <summary>The means of some samples with replacement, all alike in probability.</summary>
    internal static List<(double Mean, double Probability)> Drawn(IReadOnlyList<double> values)
    {
        var means = new List<(double, double)>(Draws);
        ulong state = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            double sum = 0;
            for (var i = 0; i < values.Count; i++)
            {
                state = unchecked(state + SplitMix64.GoldenGamma);
                sum += values[(int)(((UInt128)SplitMix64.Mix(state) * (uint)values.Count) >> Bits)];
            }

            means.Add((sum / values.Count, 1.0 / Draws));
        }

        return means;
    }

    // Mirror images of each other, so that the interval of the negated values is the negated interval.
    private static Interval Middle(List<(double Mean, double Probability)> means)
    {
        means.Sort();
        return new Interval(Cut(means), Cut(means.AsEnumerable().Reverse()));
    }

    // The first mean up to which, itself included, the tail's probability lies.
    private static double Cut(IEnumerable<(double Mean, double Probability)> means)
    {
        double probability = 0;
        return means.First(mean => (probability += mean.Probability) >= Interval.Tail).Mean;
    }
}
