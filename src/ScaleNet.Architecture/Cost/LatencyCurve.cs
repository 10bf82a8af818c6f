namespace ScaleNet.Architecture.Cost;

/// <summary>What the branch of one scale adds to the time of a block of one stage.</summary>
/// <param name="Stage">Index of the stage, from 0.</param>
/// <param name="Scale">Index into the network's scales, from 0.</param>
/// <param name="Channels">Numbers of channels that were measured, rising.</param>
/// <param name="Milliseconds">Time per block at each of them, over a block of the table's smallest network; negative only by noise.</param>
public sealed record LatencyCurve(int Stage, int Scale, IReadOnlyList<int> Channels, IReadOnlyList<double> Milliseconds)
{
    /// <summary>The time at any number of channels, ms: linear between measured ones and beyond the last two, and never falling.</summary>
    /// <remarks>No channel costs nothing. Of times that fall, the mean is taken (isotonic regression), so that more never costs less.</remarks>
    public double At(int channels)
    {
        if (channels == 0)
        {
            return 0;
        }

        var rising = Rising();
        var (x0, y0, slope) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Channels.Count; i++)
        {
            slope = (rising[i] - y0) / (Channels[i] - x0);
            if (channels <= Channels[i])
            {
                break;
            }

            (x0, y0) = (Channels[i], rising[i]);
        }

        return y0 + (slope * (channels - x0));
    }

    // The nearest sequence that never falls and is never below 0: neighbours that fall are pooled until none does.
    private List<double> Rising()
    {
        var pools = new List<(double Sum, int Count)>();
        foreach (var time in Milliseconds)
        {
            var pool = (Sum: time, Count: 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Count > pool.Sum / pool.Count)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(Math.Max(0, pool.Sum / pool.Count), pool.Count))];
    }
}
