namespace ScaleNet.Evaluation.Statistics;

/// <summary>The values from a lower to an upper end, both of them included.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The confidence of all intervals here.</summary>
    public const double Confidence = 0.95;

    /// <summary>What may lie on either side of them: half of the rest.</summary>
    internal const double Tail = (1 - Confidence) / 2;

    /// <summary>Whether a value lies inside.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
