using ScaleNet.Data.Images;

namespace ScaleNet.Data.Datasets;

/// <summary>Mean and standard deviation of each channel of many images, in units of [0,1].</summary>
internal sealed record ChannelStatistics(IReadOnlyList<double> Mean, IReadOnlyList<double> StandardDeviation)
{
    /// <summary>Values of a byte: entries of a histogram.</summary>
    public const int Levels = 256;

    /// <summary>Measures from a histogram, whose sums are exact whatever the number of pixels.</summary>
    public static ChannelStatistics Measure(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        var histograms = new long[shape.Channels][];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            histograms[channel] = Histogram(pixels, shape, channel);
        }

        return Of(histograms);
    }

    /// <summary>The same from the number of pixels of each value, for each channel.</summary>
    public static ChannelStatistics Of(IReadOnlyList<long[]> histograms)
    {
        var channels = histograms.Select(FromHistogram).ToArray();
        return new ChannelStatistics([.. channels.Select(channel => channel.Mean)], [.. channels.Select(channel => channel.Deviation)]);
    }

    private static long[] Histogram(ReadOnlySpan<byte> pixels, ImageShape shape, int channel)
    {
        var histogram = new long[Levels];
        for (int start = channel * shape.PlaneLength; start < pixels.Length; start += shape.Length)
        {
            foreach (byte value in pixels.Slice(start, shape.PlaneLength))
            {
                histogram[value]++;
            }
        }

        return histogram;
    }

    private static (double Mean, double Deviation) FromHistogram(long[] histogram)
    {
        long count = 0;
        long sum = 0;
        long sumOfSquares = 0;
        for (int value = 0; value < histogram.Length; value++)
        {
            count += histogram[value];
            sum += histogram[value] * value;
            sumOfSquares += histogram[value] * value * value;
        }

        if (count == 0)
        {
            throw new InvalidOperationException("A set without images has no mean.");
        }

        double mean = (double)sum / count;
        double variance = ((double)sumOfSquares / count) - (mean * mean);
        return (mean / byte.MaxValue, Math.Sqrt(Math.Max(0, variance)) / byte.MaxValue);
    }
}
