namespace ScaleNet.Architecture.Cost;

/// <summary>What the branch of one scale adds to the time of a block of one stage.</summary>
/// <param name="Stage">Index of the stage, from 0.</param>
/// <param name="Scale">Index into the network's scales, from 0.</param>
/// <param name="Channels">Numbers of channels that were measured, rising.</param>
/// <param name="Milliseconds">Time per block at each of them, over a block of the table's smallest network; negative only by noise.</param>
public sealed record LatencyCurve(int Stage, int Scale, IReadOnlyList<int> Channels, IReadOnlyList<double> Milliseconds)
{
    /// <summary>The time at any number of channels, ms: linear between measured ones and beyond the last two, and never falling.</summary>
    /// <remarks>No channel costs nothing. What noise made fall is lifted to the highest before, so that more never costs less.</remarks>
    public double At(int channels)
    {
        if (channels == 0)
        {
            return 0;
        }

        var (x0, y0, slope) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Channels.Count; i++)
        {
            var y = Math.Max(y0, Milliseconds[i]);
            slope = (y - y0) / (Channels[i] - x0);
            if (channels <= Channels[i])
            {
                break;
            }

            (x0, y0) = (Channels[i], y);
        }

        return y0 + (slope * (channels - x0));
    }
}
