using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Tests.Statistics;

public sealed class MeanAndSpreadTests
{
    // Squares of the distances from 5: 9, 1, 1, 1, 0, 0, 4, 16; their sum is 32.
    [Fact]
    public void Mean_and_deviation_are_those_computed_by_hand()
    {
        var summary = MeanAndSpread.Of(2, 4, 4, 4, 5, 5, 7, 9);

        Assert.Equal((8, 5, 2, 9), (summary.Count, summary.Mean, summary.Least, summary.Most));
        Assert.Equal(Math.Sqrt(32.0 / 7), summary.StandardDeviation!.Value, precision: 14);
    }

    [Fact]
    public void One_value_has_no_deviation() => Assert.Equal(new MeanAndSpread(1, 3, null, 3, 3), MeanAndSpread.Of(3));

    [Fact]
    public void Like_values_have_none_to_speak_of() => Assert.Equal(new MeanAndSpread(3, 0.1, 0, 0.1, 0.1), MeanAndSpread.Of(0.1, 0.1, 0.1));

    [Fact]
    public void No_values_are_refused() => Assert.Throws<ArgumentException>(() => MeanAndSpread.Of());

    [Fact]
    public void A_value_that_is_not_finite_is_refused() => Assert.Throws<ArgumentException>(() => MeanAndSpread.Of(1, double.NaN));

    [Property]
    public Property A_shift_moves_the_mean_and_not_the_deviation(NonEmptyArray<short> values, short shift)
    {
        var plain = MeanAndSpread.Of([.. values.Get.Select(value => (double)value)]);
        var shifted = MeanAndSpread.Of([.. values.Get.Select(value => (double)value + shift)]);

        return (Near(plain.Mean + shift, shifted.Mean)
            && Near(plain.StandardDeviation ?? 0, shifted.StandardDeviation ?? 0)).ToProperty();
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * (1 + Math.Abs(one));
}
