using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Tests.Statistics;

public sealed class SampleSummaryTests
{
    [Fact]
    public void Five_values_are_their_own_quartiles() =>
        Assert.Equal(new SampleSummary(5, 1, 2, 4, 8, 16), SampleSummary.Of([16, 1, 8, 2, 4]));

    // Places 0.75, 1.5 and 2.25 among 10, 20, 40, 80.
    [Fact]
    public void Between_two_values_it_is_interpolated() =>
        Assert.Equal(new SampleSummary(4, 10, 17.5, 30, 50, 80), SampleSummary.Of([40, 10, 80, 20]));

    [Fact]
    public void One_value_is_all_of_it() => Assert.Equal(new SampleSummary(1, 3, 3, 3, 3, 3), SampleSummary.Of([3]));

    [Fact]
    public void No_values_are_refused() => Assert.Throws<ArgumentException>(() => SampleSummary.Of([]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_not_finite_is_refused(double value) =>
        Assert.Throws<ArgumentException>(() => SampleSummary.Of([1, value]));

    [Property]
    public Property The_five_numbers_are_in_order_and_half_of_the_values_on_each_side(NonEmptyArray<int> values)
    {
        var summary = SampleSummary.Of(values.Get.Select(value => (double)value));

        double[] numbers = [summary.Least, summary.LowerQuartile, summary.Median, summary.UpperQuartile, summary.Most];
        var below = values.Get.Count(value => value < summary.Median);
        var above = values.Get.Count(value => value > summary.Median);
        return (numbers.Order().SequenceEqual(numbers) && 2 * below <= summary.Count && 2 * above <= summary.Count).ToProperty();
    }
}
