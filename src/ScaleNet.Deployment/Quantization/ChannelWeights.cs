namespace ScaleNet.Deployment.Quantization;

/// <summary>Weights as signed bytes without a zero point, a scale for each output channel; and the bias that goes with them.</summary>
/// <remarks>
/// Source: Jacob et al. 2018, sections 2.1 and 2.4 (a bias has 32 bits and the scale of the products, input scale times weight scale);
/// a scale a channel as ONNX Runtime's documentation on quantization describes it.
/// </remarks>
/// <param name="Values">The weights, the output channel first.</param>
/// <param name="Scales">The scale of each output channel.</param>
internal sealed record ChannelWeights(sbyte[] Values, float[] Scales)
{
    /// <summary>The largest magnitude: -128 is left out, so that a weight and its negative lose alike.</summary>
    public const int Most = sbyte.MaxValue;

    /// <summary>The same for processors that add two products in 16 bits (x86 without VNNI), which then cannot overflow.</summary>
    public const int MostReduced = 63;

    // A bias beyond it could overflow 32 bits together with the products.
    private const double MostBias = 1 << 30;

    /// <summary>Quantises weights.</summary>
    /// <param name="weights">The output channel first, row-major.</param>
    /// <param name="bias">One a channel; empty for none.</param>
    /// <param name="inputScale">The scale of the map that they meet.</param>
    /// <param name="most">The largest magnitude of an integer.</param>
    /// <param name="channels">Output channels.</param>
    /// <remarks>
    /// A channel whose weights are so small that its bias would not fit into the integers gets a larger scale; one of zeros only,
    /// without a bias, has the scale 1.
    /// </remarks>
    public static ChannelWeights Of(ReadOnlySpan<float> weights, int channels, ReadOnlySpan<float> bias, float inputScale, int most = Most)
    {
        var length = weights.Length / channels;
        var values = new sbyte[weights.Length];
        var scales = new float[channels];
        for (var channel = 0; channel < channels; channel++)
        {
            var row = weights.Slice(channel * length, length);
            double scale = LargestMagnitude(row) / most;
            if (!bias.IsEmpty)
            {
                scale = Math.Max(scale, Math.Abs(bias[channel]) / (inputScale * MostBias));
            }

            scales[channel] = scale > float.Epsilon ? (float)scale : 1;
            for (var i = 0; i < length; i++)
            {
                var integer = Math.Round(row[i] / (double)scales[channel], MidpointRounding.ToEven);
                values[(channel * length) + i] = (sbyte)Math.Clamp(integer, -most, most);
            }
        }

        return new ChannelWeights(values, scales);
    }

    /// <summary>The scale of each channel's products and of its bias.</summary>
    public float[] BiasScales(float inputScale) => [.. Scales.Select(scale => inputScale * scale)];

    /// <summary>The bias as integers of the products' scale.</summary>
    public int[] QuantizeBias(ReadOnlySpan<float> bias, float inputScale)
    {
        var scales = BiasScales(inputScale);
        var values = new int[bias.Length];
        for (var channel = 0; channel < values.Length; channel++)
        {
            var integer = Math.Round(bias[channel] / (double)scales[channel], MidpointRounding.ToEven);
            values[channel] = (int)Math.Clamp(integer, int.MinValue, int.MaxValue);
        }

        return values;
    }

    private static float LargestMagnitude(ReadOnlySpan<float> values)
    {
        var most = 0f;
        foreach (var value in values)
        {
            most = Math.Max(most, Math.Abs(value));
        }

        return most;
    }
}
