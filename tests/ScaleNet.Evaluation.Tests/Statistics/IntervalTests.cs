using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Statistics;
using Interval = ScaleNet.Evaluation.Statistics.Interval;

namespace ScaleNet.Evaluation.Tests.Statistics;

public sealed class IntervalTests
{
    private const int FewTests = 25; // each draws and sorts thousands of samples

    // Hours of sleep gained by ten patients with the second drug over the first (Cushny and Peebles 1905, as Student used them).
    private static readonly double[] Sleep = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];

    // The two-sided points at 0.05 of any table of the distribution.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(5, 2.571)]
    [InlineData(9, 2.262)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(120, 1.980)]
    public void Students_distribution_has_the_published_points(int freedom, double point) =>
        Assert.Equal(point, StudentInterval.Quantile(freedom), tolerance: 0.0005);

    // What R prints for t.test of these data: 0.7001142 to 2.4598858.
    [Fact]
    public void Students_interval_of_his_data_is_the_known_one()
    {
        var interval = StudentInterval.OfMean(MeanAndSpread.Of(Sleep))!.Value;

        Assert.Equal(0.7001142, interval.Low, tolerance: 5e-8);
        Assert.Equal(2.4598858, interval.High, tolerance: 5e-8);
    }

    [Fact]
    public void One_value_has_no_interval()
    {
        Assert.Null(StudentInterval.OfMean(MeanAndSpread.Of(1)));
        Assert.Null(BootstrapInterval.OfMean([1]));
        Assert.Null(BootstrapInterval.OfMean([]));
    }

    // Samples of two: 0 and 1 with probability 1/4 each, the mean of both with 1/2.
    [Fact]
    public void All_samples_are_counted_with_their_probabilities() => Assert.Equal(
        [(0, 0.25), (0.5, 0.5), (1, 0.25)], BootstrapInterval.Counted([0, 1]).Order());

    // Times that the one large value is in a sample of four: binomial(4, 1/4). P(3 or more) = 13/256, P(4) = 1/256 < 0.025.
    [Fact]
    public void The_interval_of_four_values_is_the_one_computed_by_hand() =>
        Assert.Equal(new Interval(0, 3), BootstrapInterval.OfMean([0, 0, 4, 0]));

    // Binomial(5, 1/5): P(3 or more) = 181/3125 = 0.058, P(4 or more) = 21/3125 = 0.0067.
    [Fact]
    public void The_interval_of_five_values_is_the_one_computed_by_hand() =>
        Assert.Equal(new Interval(0, 3), BootstrapInterval.OfMean([5, 0, 0, 0, 0]));

    // Binomial(12, 1/12): P(3 or more) = 0.073, P(4 or more) = 0.015.
    [Fact]
    public void Of_many_values_the_drawn_samples_give_the_exact_interval_too() =>
        Assert.Equal(new Interval(0, 3), BootstrapInterval.OfMean([12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public void Drawn_samples_have_the_moments_of_the_counted_ones()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        var counted = BootstrapInterval.Counted(values);
        var drawn = BootstrapInterval.Drawn(values);

        Assert.Equal(6435, counted.Count);
        Assert.Equal(1, counted.Sum(mean => mean.Probability), precision: 12);
        Assert.Equal(values.Average(), Moment(counted, 0, power: 1), precision: 12);
        // Of 20,000 draws the mean strays by some 0.006 and the variance by some 0.007.
        Assert.Equal(values.Average(), Moment(drawn, 0, power: 1), tolerance: 0.03);
        Assert.Equal(Moment(counted, values.Average(), power: 2), Moment(drawn, values.Average(), power: 2), tolerance: 0.03);
    }

    [Property(MaxTest = FewTests)]
    public Property Intervals_hold_the_mean_and_move_with_a_shift(NonEmptyArray<short> values, short shift)
    {
        var plain = TwoOrMore(values);
        double[] shifted = [.. plain.Select(value => value + shift)];

        return Both(plain).Zip(Both(shifted)).All(pair =>
            pair.First.Contains(plain.Average())
            && Near(pair.First.Low + shift, pair.Second.Low) && Near(pair.First.High + shift, pair.Second.High)).ToProperty();
    }

    [Property(MaxTest = FewTests)]
    public Property The_interval_of_the_negated_values_is_the_negated_one(NonEmptyArray<short> values)
    {
        var plain = TwoOrMore(values);
        double[] negated = [.. plain.Select(value => -value)];

        return Both(plain).Zip(Both(negated)).All(pair =>
            Near(-pair.First.High, pair.Second.Low) && Near(-pair.First.Low, pair.Second.High)).ToProperty();
    }

    [Property]
    public Property Of_few_values_their_order_does_not_matter(short a, short b, short c, short d, short e)
    {
        var (one, other) = (BootstrapInterval.OfMean([a, b, c, d, e])!.Value, BootstrapInterval.OfMean([e, c, a, d, b])!.Value);

        return (Near(one.Low, other.Low) && Near(one.High, other.High)).ToProperty();
    }

    // Few enough to be quick, and on both sides of the number up to which all samples are counted.
    private static double[] TwoOrMore(NonEmptyArray<short> values) =>
        [0, .. values.Get.Take(BootstrapInterval.MostCounted + 2).Select(value => (double)value)];

    private static Interval[] Both(double[] values) =>
        [BootstrapInterval.OfMean(values)!.Value, StudentInterval.OfMean(MeanAndSpread.Of(values))!.Value];

    private static double Moment(List<(double Mean, double Probability)> means, double around, double power) =>
        means.Sum(mean => mean.Probability * Math.Pow(mean.Mean - around, power));

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * (1 + Math.Abs(one));
}
