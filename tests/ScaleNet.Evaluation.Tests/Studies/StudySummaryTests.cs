using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Evaluation.Studies;
using static ScaleNet.Evaluation.Tests.Studies.StudyFixture;

namespace ScaleNet.Evaluation.Tests.Studies;

public sealed class StudySummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_of_which_nothing_has_been_run_has_its_plan_only()
    {
        Plan.Write(_folder.Path);

        var summary = StudySummary.Read(_folder.Path);

        Assert.Equal(0, summary.Done);
        Assert.Empty(summary.Arms);
        Assert.Empty(summary.Allocations);
        Assert.Equal(["narrow", "wide"], summary.Pairs.Select(pair => pair.Condition));
        Assert.All(summary.Pairs, pair => Assert.Equal((Verdict.TooFewRuns, null), (pair.Verdict, pair.Summary)));
    }

    [Fact]
    public void Arms_are_summarised_in_the_plans_order_by_their_last_epoch()
    {
        Plan.Write(_folder.Path);
        StudyLog.Append(_folder.Path, Result("wide", "learned", 1, 0.25));
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 2, 0.5));
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 1, 0.25) with { Macs = 1000 });

        var summary = StudySummary.Read(_folder.Path);

        Assert.Equal(3.0 / 12, summary.Done);
        Assert.Equal([("narrow", "resnet"), ("wide", "learned")], summary.Arms.Select(arm => (arm.Condition, arm.Arm)));
        Assert.Equal((2, 0.375, 0.25, 0.5), (summary.Arms[0].Error.Count, summary.Arms[0].Error.Mean, summary.Arms[0].Error.Least, summary.Arms[0].Error.Most));
        Assert.Equal((0.99, 1), (summary.Arms[0].MacsOfBudget.Least, summary.Arms[0].MacsOfBudget.Most));
        Assert.Null(summary.Arms[1].ErrorInterval);
    }

    // Mean -0.02, deviation 0.01: Student's reach is 4.303 * 0.01 / sqrt(3) = 0.0248 and holds zero; the samples' means are all below zero.
    [Fact]
    public void A_difference_that_one_interval_only_sees_is_not_one()
    {
        var pair = PairOf(0.49, 0.48, 0.47);

        Assert.Equal(-0.02, pair.Summary!.Mean, precision: 12);
        Assert.True(pair.Bootstrap!.Value.High < 0);
        Assert.True(pair.Student!.Value.Contains(0));
        Assert.Equal(Verdict.NotDistinguishable, pair.Verdict);
    }

    [Theory]
    [InlineData(0.4, 0.401, 0.402, Verdict.LowerError)]
    [InlineData(0.6, 0.601, 0.602, Verdict.HigherError)]
    [InlineData(0.4, 0.5, 0.6, Verdict.NotDistinguishable)]
    [InlineData(0.5, 0.5, 0.5, Verdict.NotDistinguishable)]
    public void Both_intervals_on_one_side_of_zero_are_a_difference(double first, double second, double third, Verdict verdict) =>
        Assert.Equal(verdict, PairOf(first, second, third).Verdict);

    [Fact]
    public void Seeds_that_only_one_arm_has_are_left_out_of_its_differences()
    {
        var summary = StudySummary.Of(
            Plan,
            [
                Result("narrow", "learned", 1, 0.1), Result("narrow", "learned", 2, 0.1), Result("narrow", "learned", 3, 0.1),
                Result("narrow", "resnet", 3, 0.4), Result("narrow", "resnet", 1, 0.2), Result("wide", "resnet", 2, 0.9),
            ],
            []);

        Assert.Equal([1, 3], summary.Pairs[0].Differences.Trials);
        Assert.Equal(Verdict.TooFewRuns, summary.Pairs[0].Verdict);
    }

    // Shares of the first scale: 3/4 and 1/4, then 1/2 and 1/4.
    [Fact]
    public void Shares_of_the_scales_are_averaged_over_the_seeds()
    {
        var summary = StudySummary.Of(
            Plan,
            [Result("narrow", "learned", 1, 0.1, [3, 1], [1, 3]), Result("narrow", "learned", 2, 0.1, [2, 2], [2, 6])],
            []);

        var shares = Assert.Single(summary.Allocations);
        Assert.Equal((2, 0.625), (shares.Networks, shares.Shares[0][0].Mean));
        Assert.Equal(MeanAndSpread.Of(0.75, 0.75), shares.Shares[1][1]);
        Assert.Equal(Math.Sqrt(0.03125) / 2, shares.MeanDeviation!.Value, precision: 12); // two of the four shares differ by 1/4
        // Ranks 3.5, 1.5, 1.5, 3.5 and 2.5, 2.5, 1, 4, less 2.5: 3 / sqrt(4 * 4.5).
        Assert.Equal(3 / Math.Sqrt(4 * 4.5), shares.Agreement.Mean!.Value, precision: 12);
    }

    [Fact]
    public void A_block_without_neurons_has_no_shares()
    {
        var summary = StudySummary.Of(Plan, [Result("narrow", "learned", 1, 0.1, [0, 0], [1, 1])], []);

        Assert.Equal(0, summary.Allocations[0].Shares[0][0].Mean);
        Assert.Null(summary.Allocations[0].MeanDeviation);
    }

    // Within the blocks the seeds disagree; that the second block has the higher scores must not look like agreement.
    [Fact]
    public void Scores_are_compared_within_the_blocks()
    {
        var summary = StudySummary.Of(
            Plan,
            [],
            [
                Seed("narrow", 1, [[0.1f, 0.3f], [0.1f, 0.1f]], [[8, 8], [2, 6]]),
                Seed("narrow", 2, [[0.1f, 0.1f], [0.1f, 0.3f]], [[2, 6], [8, 8]]),
            ]);

        var agreement = Assert.Single(summary.SeedAgreements);
        Assert.Equal((2, 0.5), (agreement.Networks, agreement.Error.Mean));
        Assert.Equal(-1, agreement.Agreement.Mean);
    }

    [Fact]
    public void Results_that_the_plan_does_not_have_count_nowhere()
    {
        var summary = StudySummary.Of(
            Plan,
            [
                Result("narrow", "gone", 1, 0.1), Result("gone", "resnet", 1, 0.1), Result("narrow", "resnet", 9, 0.1),
                Result("narrow", "resnet", 1, 0.1),
            ],
            []);

        Assert.Equal((3, 1), (summary.Foreign, summary.Results.Length));
        Assert.Equal(1.0 / 12, summary.Done);
    }

    public static TheoryData<StudyResult, string> Unusable { get; } = new()
    {
        { Result("narrow", "resnet", 1, 0.2), "is there 2 times with seed 1" },
        { Result("narrow", "resnet", 2, 0.2) with { TestErrors = [] }, "has no test errors, or some outside [0,1]" },
        { Result("narrow", "resnet", 2, 1.5), "has no test errors, or some outside [0,1]" },
        { Result("narrow", "resnet", 2, 0.2) with { BudgetMacs = 0 }, "has no MACs or no budget" },
        { Result("narrow", "learned", 2, 0.2) with { Channels = [[1, 1]] }, "has channels that do not fit its scales" },
        { Result("narrow", "learned", 2, 0.2, [1]), "has channels that do not fit its scales" },
        { Result("narrow", "learned", 2, 0.2, [-1, 2]), "has channels that do not fit its scales" },
        { Result("narrow", "learned", 2, 0.2, [1, 1]), "has networks of different blocks or scales" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Lines_that_no_study_writes_are_refused_by_name(StudyResult line, string problem)
    {
        var error = Assert.Throws<RunFolderException>(() => StudySummary.Of(
            Plan, [Result("narrow", "resnet", 1, 0.1), Result("narrow", "learned", 1, 0.1, [1, 1], [1, 1]), line], []));

        Assert.StartsWith("results.jsonl: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_network_that_is_there_twice_is_refused()
    {
        var error = Assert.Throws<RunFolderException>(
            () => StudySummary.Of(Plan, [], [Seed("narrow", 1, [[1], [2]]), Seed("narrow", 1, [[1], [2]])]));

        Assert.Contains("seeds.jsonl: variant 'scales 1,2' in 'narrow' is there 2 times with seed 1", error.Message, StringComparison.Ordinal);
    }

    private static PairSummary PairOf(params double[] learned) => StudySummary.Of(
        Plan,
        [
            .. learned.Select((error, i) => Result("narrow", "learned", i + 1, error)),
            .. learned.Select((_, i) => Result("narrow", "resnet", i + 1, 0.5)),
        ],
        []).Pairs[0];
}
