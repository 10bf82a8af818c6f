using FsCheck.Xunit;
using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Evaluation.Tests.Classification;

public sealed class ClassificationTallyTests
{
    [Fact]
    public void A_batch_is_counted_by_the_rank_of_its_targets()
    {
        // Target ranks: 0, 1, 5, 6.
        float[] logits =
        [
            9, 1, 2, 3, 4, 5, 6,
            9, 8, 1, 2, 3, 4, 5,
            1, 2, 9, 8, 7, 6, 5.5f,
            0, 2, 9, 8, 7, 6, 5,
        ];

        var tally = new ClassificationTally().Add(logits, 7, [0, 1, 1, 0], lossSum: 6);

        Assert.Equal(new ClassificationTally(Count: 4, LossSum: 6, Top1Correct: 1, Top5Correct: 2), tally);
        Assert.Equal(0.75, tally.Top1Error);
        Assert.Equal(0.5, tally.Top5Error);
        Assert.Equal(0.25, tally.Top1Accuracy);
        Assert.Equal(0.5, tally.Top5Accuracy);
        Assert.Equal(1.5, tally.MeanLoss);
    }

    [Fact]
    public void A_tie_is_resolved_for_the_target()
    {
        var tally = new ClassificationTally().Add([1, 3, 3], 3, [2], lossSum: 0);

        Assert.Equal(1, tally.Top1Correct);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_row_with_NaN_is_never_correct(long label)
    {
        var tally = new ClassificationTally().Add([float.NaN, 3], 2, [label], lossSum: 0);

        Assert.Equal(0, tally.Top1Correct);
        Assert.Equal(0, tally.Top5Correct);
        Assert.Equal(1, tally.Count);
    }

    [Fact]
    public void With_five_classes_every_finite_row_is_top5_correct()
    {
        var tally = new ClassificationTally().Add([1, 2, 3, 4, 5], 5, [0], lossSum: 0);

        Assert.Equal(0, tally.Top5Error);
        Assert.Equal(1, tally.Top1Error);
    }

    [Fact]
    public void An_empty_tally_has_no_error_rate()
    {
        Assert.True(double.IsNaN(default(ClassificationTally).Top1Error));
        Assert.True(double.IsNaN(default(ClassificationTally).MeanLoss));
    }

    [Fact]
    public void Logits_that_do_not_fit_the_labels_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClassificationTally().Add([1, 2, 3], 2, [0], 0));

        Assert.StartsWith(
            "logits: got 3 numbers, expected 1 labels x 2 classes.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_label_outside_the_classes_is_refused(long label) =>
        Assert.Throws<ArgumentException>(() => new ClassificationTally().Add([1, 2], 2, [label], 0));

    [Property(MaxTest = 50)]
    public bool Tallies_of_parts_merge_to_the_tally_of_the_whole(byte[] labels, byte cut, int seed)
    {
        const int ClassCount = 7;
        var random = new Random(seed);
        var targets = labels.Select(label => (long)(label % ClassCount)).ToArray();
        // Few distinct values, so that ties are common.
        var logits = targets.SelectMany(_ => Enumerable.Range(0, ClassCount))
            .Select(_ => (float)random.Next(4)).ToArray();
        var split = cut % (targets.Length + 1);

        var whole = default(ClassificationTally).Add(logits, ClassCount, targets, targets.Length);
        var left = default(ClassificationTally).Add(
            logits.AsSpan(0, split * ClassCount), ClassCount, targets.AsSpan(0, split), split);
        var right = default(ClassificationTally).Add(
            logits.AsSpan(split * ClassCount), ClassCount, targets.AsSpan(split), targets.Length - split);

        return left.Merge(right) == whole && right.Merge(left) == whole;
    }
}
