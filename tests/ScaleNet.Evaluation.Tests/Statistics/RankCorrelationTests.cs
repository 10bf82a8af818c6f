using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Tests.Statistics;

public sealed class RankCorrelationTests
{
    // The usual example of textbooks, intelligence and hours of television: -29/165.
    [Fact]
    public void A_published_example_comes_out() => Assert.Equal(
        -29.0 / 165,
        RankCorrelation.Of([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])!.Value,
        precision: 14);

    // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4, less 2.5: the products sum to 4.5, the squares to 4.5 and 5.
    [Fact]
    public void Like_values_share_the_mean_of_their_ranks()
    {
        Assert.Equal([1, 2.5, 2.5, 4], RankCorrelation.Ranks([10, 20, 20, 30]));
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Of([10, 20, 20, 30], [1, 3, 2, 4])!.Value, precision: 14);
    }

    [Fact]
    public void What_is_all_alike_has_no_order()
    {
        Assert.Null(RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
        Assert.Null(RankCorrelation.Of([1], [2]));
        Assert.Null(RankCorrelation.Of([], []));
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused() => Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, 2], [1]));

    [Fact]
    public void What_is_not_a_number_is_refused() => Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, double.NaN], [1, 2]));

    [Fact]
    public void Agreement_is_over_all_pairs_that_have_a_correlation()
    {
        var agreement = RankAgreement.Of([[1, 2, 3], [1, 2, 3], [3, 2, 1], [7, 7, 7]]);

        Assert.Equal(3, agreement.Pairs); // 1, -1 and -1
        Assert.Equal(-1.0 / 3, agreement.Mean!.Value, precision: 14);
        Assert.Equal(-1, agreement.Least);
        Assert.Equal(new RankAgreement(0, null, null), RankAgreement.Of([[1, 2, 3]]));
    }

    [Property]
    public Property Any_rising_transform_leaves_it_as_it_is(NonEmptyArray<(short One, short Other)> pairs)
    {
        double[] one = [.. pairs.Get.Select(pair => (double)pair.One)];
        double[] other = [.. pairs.Get.Select(pair => (double)pair.Other)];

        return (RankCorrelation.Of(one, other)
            == RankCorrelation.Of([.. one.Select(value => Math.Exp(value / 1000))], [.. other.Select(value => value * value * value)]))
            .ToProperty();
    }

    [Property]
    public Property It_is_symmetric_changes_its_sign_with_the_order_and_stays_within_one(NonEmptyArray<(short One, short Other)> pairs)
    {
        double[] one = [.. pairs.Get.Select(pair => (double)pair.One)];
        double[] other = [.. pairs.Get.Select(pair => (double)pair.Other)];
        var correlation = RankCorrelation.Of(one, other);

        return (correlation == RankCorrelation.Of(other, one)
            && -correlation == RankCorrelation.Of([.. one.Select(value => -value)], other)
            && correlation is null or (>= -1 and <= 1)).ToProperty();
    }

    [Property]
    public Property A_list_agrees_with_itself(NonEmptyArray<short> values)
    {
        double[] list = [.. values.Get.Select(value => (double)value)];

        return (RankCorrelation.Of(list, list) is null or 1).ToProperty();
    }
}
