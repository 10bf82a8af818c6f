using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Inspection;

/// <summary>Counts of pictures in whole numbers: the sum of several does not depend on their order.</summary>
internal sealed class PictureTally
{
    private readonly SortedDictionary<string, long> _formats = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Width, int Height), long> _sizes = [];
    private long[][] _histograms = [];
    private long _bytes;

    /// <summary>Adds a picture file.</summary>
    public void Add(string format, long bytes, PixelBuffer pixels)
    {
        Note(format, bytes, pixels.Width, pixels.Height, DecodedImage.Channels);
        long[] reds = _histograms[0], greens = _histograms[1], blues = _histograms[2];
        var values = pixels.Pixels;
        for (int i = 0; i < values.Length; i += PixelBuffer.BytesPerPixel)
        {
            reds[values[i]]++;
            greens[values[i + 1]]++;
            blues[values[i + 2]]++;
        }
    }

    /// <summary>Adds an image in memory.</summary>
    /// <param name="format">What to call its kind.</param>
    /// <param name="image">C,H,W.</param>
    /// <param name="shape">Its shape.</param>
    public void Add(string format, ReadOnlySpan<byte> image, ImageShape shape)
    {
        Note(format, image.Length, shape.Width, shape.Height, shape.Channels);
        for (int i = 0; i < image.Length; i++)
        {
            _histograms[i / shape.PlaneLength][image[i]]++;
        }
    }

    /// <summary>Adds what another one counted.</summary>
    public void Add(PictureTally other)
    {
        if (other._sizes.Count == 0)
        {
            return;
        }

        RequireChannels(other._histograms.Length);
        for (int channel = 0; channel < _histograms.Length; channel++)
        {
            for (int value = 0; value < ChannelStatistics.Levels; value++)
            {
                _histograms[channel][value] += other._histograms[channel][value];
            }
        }

        _bytes += other._bytes;
        foreach (var (format, count) in other._formats)
        {
            _formats[format] = _formats.GetValueOrDefault(format) + count;
        }

        foreach (var (size, count) in other._sizes)
        {
            _sizes[size] = _sizes.GetValueOrDefault(size) + count;
        }
    }

    /// <summary>Puts what was counted into a report.</summary>
    public StatisticsReport Complete(StatisticsReport report)
    {
        report = report with { Measured = (int)_sizes.Values.Sum(), Bytes = _bytes, Formats = _formats };
        if (_sizes.Count == 0)
        {
            return report;
        }

        var channels = ChannelStatistics.Of(_histograms);
        return report with
        {
            Width = Over((width, _) => width),
            Height = Over((_, height) => height),
            ShorterSide = Over(Math.Min),
            LongerSide = Over(Math.Max),
            AspectRatio = Over((width, height) => (double)width / height),
            Mean = channels.Mean,
            StandardDeviation = channels.StandardDeviation,
        };
    }

    private Spread Over(Func<int, int, double> value) =>
        Spread.Of(_sizes.Select(size => (value(size.Key.Width, size.Key.Height), size.Value)));

    private Spread Over(Func<int, int, int> value) => Over((width, height) => (double)value(width, height));

    private void Note(string format, long bytes, int width, int height, int channels)
    {
        RequireChannels(channels);
        _bytes += bytes;
        _formats[format] = _formats.GetValueOrDefault(format) + 1;
        _sizes[(width, height)] = _sizes.GetValueOrDefault((width, height)) + 1;
    }

    private void RequireChannels(int channels)
    {
        if (_histograms.Length == 0)
        {
            _histograms = [.. Enumerable.Range(0, channels).Select(_ => new long[ChannelStatistics.Levels])];
        }
    }
}
