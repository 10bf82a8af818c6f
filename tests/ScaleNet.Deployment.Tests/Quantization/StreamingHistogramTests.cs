using FsCheck.Xunit;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Histograms of numbers that come in parts.</summary>
public sealed class StreamingHistogramTests
{
    [Property]
    public void Parts_in_any_order_give_the_same_histogram(float[] values, byte cut)
    {
        float[] finite = [.. values.Where(float.IsFinite)];
        var place = finite.Length == 0 ? 0 : cut % (finite.Length + 1);
        var (whole, parts) = (new StreamingHistogram(), new StreamingHistogram());

        Assert.True(whole.TryAdd(finite));
        Assert.True(parts.TryAdd(finite.AsSpan(place)));
        Assert.True(parts.TryAdd(finite.AsSpan(0, place)));

        Assert.Equal(whole.Width, parts.Width);
        Assert.Equal(whole.Positive.ToArray(), parts.Positive.ToArray());
        Assert.Equal(whole.Negative.ToArray(), parts.Negative.ToArray());
        Assert.Equal((whole.Count, whole.Zeros, whole.Least, whole.Most), (parts.Count, parts.Zeros, parts.Least, parts.Most));
    }

    [Fact]
    public void Counts_are_those_of_the_numbers_one_by_one()
    {
        var values = Draw.Uniform("histogram", 5000, u => (u * u * 40) - 10);
        var histogram = new StreamingHistogram();

        Assert.True(histogram.TryAdd(values.AsSpan(0, 100)));
        Assert.True(histogram.TryAdd(values.AsSpan(100)));

        Assert.Equal(1 / 128.0, histogram.Width); // 30 is less than 4096 / 128
        var (positive, negative) = (new long[StreamingHistogram.Bins], new long[StreamingHistogram.Bins]);
        foreach (var value in values.Where(value => value != 0))
        {
            (value > 0 ? positive : negative)[(int)Math.Floor(Math.Abs((double)value) / histogram.Width)]++;
        }

        Assert.Equal(positive, histogram.Positive.ToArray());
        Assert.Equal(negative, histogram.Negative.ToArray());
        Assert.Equal(values.Min(), histogram.Least);
        Assert.Equal(values.Max(), histogram.Most);
    }

    [Fact]
    public void The_range_of_all_numbers_is_exact_and_that_of_a_share_leaves_out_the_ends()
    {
        float[] values = [.. Enumerable.Range(-1000, 3001).Select(i => i / 100f), 500, -300];
        var histogram = new StreamingHistogram();
        Assert.True(histogram.TryAdd(values));

        Assert.Equal(new ValueRange(-300, 500), histogram.Central(1));

        // 3 of 3003 at each end: the outlier, and two of the others.
        var central = histogram.Central(1 - (6.0 / values.Length) - 1e-9);
        Assert.InRange(central.Most, 19.98, 19.98 + (2 * histogram.Width));
        Assert.InRange(central.Least, -9.98 - (2 * histogram.Width), -9.98);
    }

    [Property]
    public void A_share_leaves_out_no_more_than_it_may(int[] values)
    {
        float[] numbers = [.. values.Select(value => (float)(value % 1000))];
        var histogram = new StreamingHistogram();
        Assert.True(histogram.TryAdd(numbers));

        var range = histogram.Central(0.9);

        Assert.True(numbers.Count(value => value > range.Most) <= numbers.Length * 0.05);
        Assert.True(numbers.Count(value => value < range.Least) <= numbers.Length * 0.05);
        Assert.InRange(range.Most, 0, histogram.Most);
        Assert.InRange(range.Least, histogram.Least, 0);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_no_number_is_refused_and_changes_nothing(float value)
    {
        var histogram = new StreamingHistogram();

        Assert.False(histogram.TryAdd([1, value]));
        Assert.Equal((0, 0f), (histogram.Count, histogram.Most));
    }

    [Fact]
    public void Zeros_only_and_the_smallest_and_largest_numbers_have_a_place()
    {
        var zeros = new StreamingHistogram();
        Assert.True(zeros.TryAdd(new float[7]));
        Assert.Equal((7, 7), (zeros.Count, zeros.Zeros));
        Assert.Equal(new ValueRange(0, 0), zeros.Central(0.5));

        var extremes = new StreamingHistogram();
        Assert.True(extremes.TryAdd([float.Epsilon, -float.Epsilon]));
        Assert.True(extremes.TryAdd([float.MaxValue, float.MinValue]));
        Assert.Equal(2, extremes.Positive.ToArray().Sum());
        Assert.Equal(2, extremes.Negative.ToArray().Sum());
    }
}
