namespace ScaleNet.Data.Inspection;

/// <summary>The least, the middle and the greatest of many values.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Median">The one in the middle; of an even number, half-way between the two.</param>
/// <param name="Most">The largest.</param>
public sealed record Spread(double Least, double Median, double Most)
{
    /// <summary>Of values and how often each occurs, at least one.</summary>
    internal static Spread Of(IEnumerable<(double Value, long Count)> counted)
    {
        var values = counted.OrderBy(entry => entry.Value).ToList();
        long total = values.Sum(entry => entry.Count);
        return new Spread(values[0].Value, (At(values, (total - 1) / 2) + At(values, total / 2)) / 2, values[^1].Value);
    }

    private static double At(List<(double Value, long Count)> values, long place)
    {
        int entry = 0;
        for (; place >= values[entry].Count; entry++)
        {
            place -= values[entry].Count;
        }

        return values[entry].Value;
    }
}
