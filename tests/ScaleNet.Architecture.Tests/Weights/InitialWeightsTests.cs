using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>What networks start from.</summary>
public sealed class InitialWeightsTests
{
    // Deviation of 9 x 64 x 64 numbers: the estimate's own deviation is 0.4 %.
    private const double Share = 0.02;

    [Theory]
    [InlineData("layer1.0.conv2.weight")]
    [InlineData("layer3.0.conv2.weight")]
    [InlineData("layer3.0.conv3.weight")]
    public void Convolutions_start_with_the_references_deviation(string key)
    {
        var entry = Entry(key);
        var op = (Conv2dOp)entry.Node.Op;
        var expected = Math.Sqrt(2.0 / (op.Kernel * op.Kernel * op.OutChannels));

        var values = InitialWeights.Values(entry, seed: 1);

        Assert.InRange(values.Average(), -Share * expected, Share * expected);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), (1 - Share) * expected, (1 + Share) * expected);
    }

    [Fact]
    public void Batch_norms_and_the_classifier_start_as_PyTorchs_do()
    {
        Assert.All(InitialWeights.Values(Entry("bn1.weight"), seed: 1), value => Assert.Equal(1, value));
        Assert.All(InitialWeights.Values(Entry("bn1.running_var"), seed: 1), value => Assert.Equal(1, value));
        Assert.All(InitialWeights.Values(Entry("bn1.bias"), seed: 1), value => Assert.Equal(0, value));
        Assert.All(InitialWeights.Values(Entry("bn1.running_mean"), seed: 1), value => Assert.Equal(0, value));

        var bound = 1 / MathF.Sqrt(2048);
        var classifier = InitialWeights.Values(Entry("fc.weight"), seed: 1);
        Assert.All(classifier, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(classifier.Max(), 0.99f * bound, bound);
    }

    private static StateEntry Entry(string key) =>
        StateDictionary.Describe(Catalog.Get("resnet50").Spec.Lower()).Single(entry => entry.Key == key);
}
