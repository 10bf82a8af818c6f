using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Evaluation.Tests.Classification;

public sealed class ClassProbabilitiesTests
{
    // Single precision: a few units in the last place of 1.
    private const float Tolerance = 1e-6f;

    [Fact]
    public void Softmax_of_logarithms_is_the_shares()
    {
        var probabilities = ClassProbabilities.Softmax([MathF.Log(1), MathF.Log(2), MathF.Log(5)]);

        Assert.Equal(0.125f, probabilities[0], Tolerance);
        Assert.Equal(0.25f, probabilities[1], Tolerance);
        Assert.Equal(0.625f, probabilities[2], Tolerance);
    }

    [Fact]
    public void Softmax_of_large_logits_does_not_overflow() =>
        Assert.Equal([0.5f, 0.5f, 0f], ClassProbabilities.Softmax([1e4f, 1e4f, float.NegativeInfinity]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_logit_that_is_not_a_number_is_refused(float logit)
    {
        var error = Assert.Throws<ArgumentException>(() => ClassProbabilities.Softmax([0, logit]));

        Assert.Contains("logits[1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_logit_is_refused() => Assert.Throws<ArgumentException>(() => ClassProbabilities.Softmax([]));

    [Fact]
    public void TopK_is_ordered_and_ties_keep_the_lower_index_first()
    {
        var ranked = ClassProbabilities.TopK([0, 2, 1, 2], 3);

        Assert.Equal([1, 3, 2], ranked.Select(one => one.Index));
        Assert.Equal(ranked[0].Probability, ranked[1].Probability);
    }

    [Fact]
    public void TopK_of_fewer_classes_is_all_of_them() => Assert.Equal(2, ClassProbabilities.TopK([1, 2], 5).Count);
}
