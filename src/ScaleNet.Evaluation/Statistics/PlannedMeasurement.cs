namespace ScaleNet.Evaluation.Statistics;

/// <summary>One measurement of a plan.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Setting">What is measured: an index, from 0.</param>
public readonly record struct PlannedMeasurement(int Round, int Setting)
{
    /// <summary>
    /// Settings in rounds (A B C, A B C, ...), so that a drift of the machine meets all of them alike and a ratio compares what the
    /// same minutes gave.
    /// </summary>
    /// <param name="settings">How many settings are compared.</param>
    /// <param name="rounds">How often each is measured.</param>
    public static IEnumerable<PlannedMeasurement> InRounds(int settings, int rounds) =>
        Enumerable.Range(0, rounds).SelectMany(round =>
            Enumerable.Range(0, settings).Select(setting => new PlannedMeasurement(round, setting)));
}
