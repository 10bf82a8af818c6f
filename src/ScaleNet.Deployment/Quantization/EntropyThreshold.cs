namespace ScaleNet.Deployment.Quantization;

/// <summary>The magnitude beyond which numbers are best cut off, so that those below get finer steps.</summary>
/// <remarks>
/// Of several thresholds, the one whose quantised distribution has the least Kullback-Leibler divergence from the original one in
/// which what lies beyond counts at the threshold. Source: Migacz 2017, "8-bit inference with TensorRT". Zeros are left out here:
/// they are exact at every scale, and after a ReLU there are so many of them that they would decide everything.
/// </remarks>
internal static class EntropyThreshold
{
    /// <summary>Steps of an unsigned byte for numbers of one sign.</summary>
    public const int LevelsOfOneSign = 255;

    /// <summary>Steps for each sign where there are both.</summary>
    public const int LevelsOfTwoSigns = 128;

    private const int Stride = 16; // bins between thresholds that are tried: a 256th of the range or less
    private const double AlmostNothing = 1e-12; // stands for a probability of 0, whose logarithm would be infinite

    /// <summary>The range that the best threshold leaves.</summary>
    public static ValueRange Range(StreamingHistogram histogram)
    {
        var levels = histogram.Least < 0 && histogram.Most > 0 ? LevelsOfTwoSigns : LevelsOfOneSign;
        var counts = Magnitudes(histogram);
        var threshold = Bins(counts, levels) * histogram.Width;
        return new ValueRange(Math.Max(histogram.Least, -threshold), Math.Min(histogram.Most, threshold));
    }

    /// <summary>How many bins lie below the best threshold.</summary>
    /// <param name="counts">Numbers in each bin, up to the last that holds one.</param>
    /// <param name="levels">Steps below a threshold.</param>
    public static int Bins(ReadOnlySpan<long> counts, int levels)
    {
        var best = counts.Length;
        var least = double.PositiveInfinity;
        for (var bins = counts.Length; bins >= levels; bins -= Stride)
        {
            var divergence = Divergence(counts, bins, levels);
            if (divergence < least)
            {
                (least, best) = (divergence, bins);
            }
        }

        return best;
    }

    /// <summary>What a threshold loses, in nats.</summary>
    /// <param name="counts">Numbers in each bin.</param>
    /// <param name="bins">Bins below the threshold.</param>
    /// <param name="levels">Steps that these bins are merged to.</param>
    public static double Divergence(ReadOnlySpan<long> counts, int bins, int levels)
    {
        var (inside, outside) = (Sum(counts[..bins]), Sum(counts[bins..]));
        if (inside == 0)
        {
            return double.PositiveInfinity;
        }

        var total = (double)(inside + outside);
        var divergence = 0.0;
        for (var level = 0; level < levels; level++)
        {
            var (first, end) = ((int)((long)level * bins / levels), (int)((long)(level + 1) * bins / levels));
            var (sum, used) = (Sum(counts[first..end]), Used(counts[first..end]));
            for (var bin = first; bin < end; bin++)
            {
                var count = counts[bin] + (bin == bins - 1 ? outside : 0);
                if (count > 0)
                {
                    var expected = count / total;
                    var quantized = counts[bin] > 0 ? (double)sum / used / inside : AlmostNothing;
                    divergence += expected * Math.Log(expected / quantized);
                }
            }
        }

        return divergence;
    }

    private static long[] Magnitudes(StreamingHistogram histogram)
    {
        var counts = new long[StreamingHistogram.Bins];
        var length = 0;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            counts[bin] = histogram.Positive[bin] + histogram.Negative[bin];
            length = counts[bin] > 0 ? bin + 1 : length;
        }

        return counts[..length];
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }

    private static int Used(ReadOnlySpan<long> counts)
    {
        var used = 0;
        foreach (var count in counts)
        {
            used += count > 0 ? 1 : 0;
        }

        return used;
    }
}
