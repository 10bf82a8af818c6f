namespace ScaleNet.ServingLoad;

/// <summary>What was computed under load.</summary>
/// <param name="RowsPerSecond">Images that were answered.</param>
/// <param name="Median">Of the time to an answer, ms.</param>
/// <param name="Percentile99">Of 100 answers 99 came faster, ms.</param>
internal sealed record LoadResult(double RowsPerSecond, double Median, double Percentile99)
{
    /// <summary>The middle of several turns, each number by itself.</summary>
    public static LoadResult MedianOf(IReadOnlyList<LoadResult> turns) => new(
        Middle(turns.Select(turn => turn.RowsPerSecond)), Middle(turns.Select(turn => turn.Median)), Middle(turns.Select(turn => turn.Percentile99)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
