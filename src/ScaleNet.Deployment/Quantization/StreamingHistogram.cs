namespace ScaleNet.Deployment.Quantization;

/// <summary>How often numbers occur that come in parts, in memory that does not grow with them.</summary>
/// <remarks>
/// Bins have one width, the least power of two with which the largest magnitude has a bin; when a larger number comes, two bins
/// become one. So what a histogram holds is a function of the numbers, not of their order or of the parts they came in.
/// Zeros are counted apart: every quantisation has an exact zero.
/// </remarks>
internal sealed class StreamingHistogram
{
    /// <summary>Bins of the positive numbers, and of the negative ones.</summary>
    public const int Bins = 4096;

    private const int LeastExponent = -100; // of a width: what is smaller is as good as 0

    private readonly long[] _positive = new long[Bins];
    private readonly long[] _negative = new long[Bins];
    private int _exponent = LeastExponent;

    /// <summary>Numbers seen.</summary>
    public long Count { get; private set; }

    /// <summary>Zeros among them.</summary>
    public long Zeros { get; private set; }

    /// <summary>The least number, or 0.</summary>
    public float Least { get; private set; }

    /// <summary>The largest number, or 0.</summary>
    public float Most { get; private set; }

    /// <summary>The width of a bin.</summary>
    public double Width => Math.ScaleB(1, _exponent);

    /// <summary>Counts of positive numbers; bin i holds those in [i width, (i + 1) width).</summary>
    public ReadOnlySpan<long> Positive => _positive;

    /// <summary>Counts of negative numbers by their magnitudes.</summary>
    public ReadOnlySpan<long> Negative => _negative;

    /// <summary>Counts numbers.</summary>
    /// <returns>False, and nothing is counted, if one of them is not finite.</returns>
    public bool TryAdd(ReadOnlySpan<float> values)
    {
        var (least, most) = (0f, 0f);
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }

            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        (Least, Most) = (Math.Min(Least, least), Math.Max(Most, most));
        Widen(Math.Max(-Least, Most));
        var perWidth = Math.ScaleB(1, -_exponent);
        foreach (var value in values)
        {
            if (value > 0)
            {
                _positive[(int)(value * perWidth)]++;
            }
            else if (value < 0)
            {
                _negative[(int)(-value * perWidth)]++;
            }
            else
            {
                Zeros++;
            }
        }

        Count += values.Length;
        return true;
    }

    /// <summary>The range that leaves out at most half of a share of the numbers at each end; edges are those of bins.</summary>
    /// <param name="share">The share that the range should hold, in (0, 1]; 1 for all.</param>
    public ValueRange Central(double share)
    {
        var outside = (long)(Count * (1 - share) / 2);
        return new ValueRange(-Edge(_negative, outside, -Least), Edge(_positive, outside, Most));
    }

    private double Edge(long[] counts, long outside, double most)
    {
        for (var bin = Bins - 1; bin >= 0; bin--)
        {
            outside -= counts[bin];
            if (outside < 0)
            {
                return Math.Min((bin + 1) * Width, most);
            }
        }

        return 0;
    }

    private void Widen(float most)
    {
        while (most * Math.ScaleB(1, -_exponent) >= Bins)
        {
            _exponent++;
            Halve(_positive);
            Halve(_negative);
        }
    }

    private static void Halve(long[] counts)
    {
        for (var bin = 0; bin < Bins / 2; bin++)
        {
            counts[bin] = counts[2 * bin] + counts[(2 * bin) + 1];
        }

        Array.Clear(counts, Bins / 2, Bins / 2);
    }
}
