using FsCheck.Xunit;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Weights and biases as integers, computed by hand.</summary>
public sealed class ChannelWeightsTests
{
    private const float InputScale = 0.5f;

    [Fact]
    public void Every_channel_has_its_own_scale()
    {
        var weights = ChannelWeights.Of([127, -63.5f, 0.5f, 1.27f, 0.635f, -1.27f], channels: 2, bias: [], InputScale);

        Assert.Equal([1, 1.27f / 127], weights.Scales);
        Assert.Equal([127, -64, 0, 127, 64, -127], weights.Values.Select(value => (int)value)); // -63.5, 0.5 and 63.5 to even
    }

    [Fact]
    public void A_channel_of_zeros_has_the_scale_one()
    {
        var weights = ChannelWeights.Of([0, 0, 2, 1], channels: 2, bias: [0, 0], InputScale);

        Assert.Equal(1, weights.Scales[0]);
        Assert.Equal([0, 0, 127, 64], weights.Values.Select(value => (int)value));
    }

    [Fact]
    public void A_bias_has_the_scale_of_the_products()
    {
        var weights = ChannelWeights.Of([127, 254], channels: 2, bias: [3, -3], InputScale);

        Assert.Equal([0.5f, 1], weights.BiasScales(InputScale));
        Assert.Equal([6, -3], weights.QuantizeBias([3, -3], InputScale));
        Assert.Equal([2, 2], weights.QuantizeBias([1.25f, 1.5f], InputScale)); // 2.5 and 1.5, to even
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-30f)]
    public void A_bias_of_a_channel_with_almost_no_weights_stays_exact(float weight)
    {
        var weights = ChannelWeights.Of([weight], channels: 1, bias: [10], InputScale);

        var bias = weights.QuantizeBias([10], InputScale)[0];

        Assert.Equal(10, (double)bias * weights.BiasScales(InputScale)[0], 1e-5);
        Assert.InRange(bias, 1 << 29, int.MaxValue / 2 + 1);
        Assert.Equal(0, weights.Values[0]);
    }

    [Fact]
    public void Weights_of_seven_bits_go_to_63()
    {
        var weights = ChannelWeights.Of([63, -63, 1], channels: 1, bias: [], InputScale, ChannelWeights.MostReduced);

        Assert.Equal([63, -63, 1], weights.Values.Select(value => (int)value));
        Assert.Equal([1], weights.Scales);
    }

    [Property]
    public void A_weight_loses_at_most_half_a_step_and_its_negative_as_much(short[] values)
    {
        float[] row = [1, .. values.Select(value => value / 100f)];

        var weights = ChannelWeights.Of(row, channels: 1, bias: [], InputScale);
        var mirrored = ChannelWeights.Of([.. row.Select(value => -value)], channels: 1, bias: [], InputScale);

        Assert.Equal(weights.Scales, mirrored.Scales);
        Assert.Equal(weights.Values.Select(value => -value), mirrored.Values.Select(value => (int)value));
        Assert.All(row.Zip(weights.Values), pair =>
            Assert.InRange(Math.Abs(pair.First - (pair.Second * weights.Scales[0])), 0, weights.Scales[0] * 0.5001));
    }
}
