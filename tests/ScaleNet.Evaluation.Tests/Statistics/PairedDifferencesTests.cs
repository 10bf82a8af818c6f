using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Tests.Statistics;

public sealed class PairedDifferencesTests
{
    [Fact]
    public void Only_trials_that_both_have_count_in_ascending_order()
    {
        var differences = PairedDifferences.Of(
            new Dictionary<int, double> { [3] = 30, [1] = 10, [7] = 70 },
            new Dictionary<int, double> { [1] = 9, [2] = 2, [3] = 33 });

        Assert.Equal([1, 3], differences.Trials);
        Assert.Equal([1, -3], differences.Values);
    }

    [Fact]
    public void Without_a_common_trial_there_is_nothing() => Assert.Empty(
        PairedDifferences.Of(new Dictionary<int, double> { [1] = 1 }, new Dictionary<int, double> { [2] = 1 }).Values);
}
