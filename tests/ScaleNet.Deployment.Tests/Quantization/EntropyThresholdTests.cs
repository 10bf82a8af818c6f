using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Thresholds by entropy, against the definition written with lists.</summary>
public sealed class EntropyThresholdTests
{
    private const double Tolerance = 1e-9; // sums of at most some hundred logarithms

    [Theory]
    [InlineData(12, 12, 4)]
    [InlineData(12, 8, 4)]
    [InlineData(12, 7, 3)]
    [InlineData(300, 300, 16)]
    [InlineData(300, 131, 16)]
    [InlineData(300, 16, 16)]
    public void The_divergence_is_that_of_its_definition(int bins, int below, int levels)
    {
        long[] counts = [.. Draw.Uniform("counts", bins, u => u < 0.2 ? 0 : 1000 * u * u).Select(value => (long)value)];

        Assert.Equal(Plain(counts, below, levels), EntropyThreshold.Divergence(counts, below, levels), Tolerance);
    }

    [Fact]
    public void As_many_levels_as_bins_lose_nothing() =>
        Assert.Equal(0, EntropyThreshold.Divergence([5, 0, 7, 1], bins: 4, levels: 4), Tolerance);

    [Fact]
    public void Nothing_below_the_threshold_loses_everything() =>
        Assert.Equal(double.PositiveInfinity, EntropyThreshold.Divergence([0, 0, 7, 1], bins: 2, levels: 2));

    [Fact]
    public void The_best_threshold_is_the_one_with_the_least_divergence()
    {
        long[] counts = [.. Enumerable.Range(0, 400).Select(bin => (long)(100_000 * Math.Exp(-bin / 30.0))), .. new long[599], 3];

        var best = EntropyThreshold.Bins(counts, levels: 128);

        var tried = Enumerable.Range(0, 1 + ((counts.Length - 128) / 16)).Select(i => counts.Length - (16 * i)).ToList();
        Assert.Equal(tried.MinBy(bins => Plain(counts, bins, 128)), best);
        Assert.InRange(best, 128, 400); // the outliers at the end are cut off
    }

    [Fact]
    public void One_outlier_does_not_decide_the_range()
    {
        var histogram = new StreamingHistogram();
        Assert.True(histogram.TryAdd(Draw.Uniform("values", 100_000, u => Math.Sqrt(-2 * Math.Log(1 - u)))));
        Assert.True(histogram.TryAdd([60]));
        Assert.True(histogram.TryAdd(new float[1_000_000])); // zeros change nothing

        var range = EntropyThreshold.Range(histogram);

        Assert.Equal(0, range.Least);
        Assert.InRange(range.Most, 3, 20);
        Assert.Equal(60, histogram.Central(1).Most);
    }

    [Fact]
    public void Of_numbers_of_both_signs_the_shorter_side_stays_whole()
    {
        var histogram = new StreamingHistogram();
        Assert.True(histogram.TryAdd(Draw.Uniform("values", 10_000, u => (1.25 * u) - 0.25)));

        var range = EntropyThreshold.Range(histogram);

        Assert.Equal(histogram.Least, range.Least);
        Assert.InRange(range.Most, 0.5, 1);
    }

    [Fact]
    public void All_equal_numbers_keep_their_range()
    {
        var histogram = new StreamingHistogram();
        Assert.True(histogram.TryAdd([3, 3, 3]));

        Assert.Equal(new ValueRange(0, 3), EntropyThreshold.Range(histogram));
        Assert.Equal(new ValueRange(0, 0), EntropyThreshold.Range(new StreamingHistogram()));
    }

    // P: what is below, and what is beyond counted in the last bin. Q: what is below, spread evenly over the used bins of each level.
    private static double Plain(long[] counts, int below, int levels)
    {
        var expected = counts.Take(below).Select(count => (double)count).ToList();
        expected[^1] += counts.Skip(below).Sum();
        var quantized = new List<double>();
        for (var level = 0; level < levels; level++)
        {
            var part = counts.Take((level + 1) * below / levels).Skip(level * below / levels).ToList();
            var mean = part.Sum() / (double)part.Count(count => count > 0);
            quantized.AddRange(part.Select(count => count > 0 ? mean : 0));
        }

        var (p, q) = (expected.Sum(), quantized.Sum());
        return expected.Zip(quantized, (a, b) => a == 0 ? 0 : a / p * Math.Log(a / p / (b == 0 ? 1e-12 : b / q))).Sum();
    }
}
