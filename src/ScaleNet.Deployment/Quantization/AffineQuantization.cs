namespace ScaleNet.Deployment.Quantization;

/// <summary>Real numbers as integers: real = scale * (integer - zero point).</summary>
/// <remarks>
/// Source: Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", section
/// 2.1. Rounding is to the nearest, half to even, and what lies outside is cut off, as ONNX defines QuantizeLinear.
/// </remarks>
/// <param name="Scale">The step between neighbouring integers; above 0.</param>
/// <param name="ZeroPoint">The integer that stands for 0.</param>
/// <param name="Range">The integers.</param>
internal readonly record struct AffineQuantization(float Scale, int ZeroPoint, IntegerRange Range)
{
    // Below it numbers lose bits, and a product of two scales may become 0.
    private const float SmallestScale = 1e-30f;

    /// <summary>Spreads the integers over a range, which is widened to hold 0: paddings and what ReLU cuts must be exact.</summary>
    /// <remarks>A range of zeros only has the scale 1 and the least integer for 0.</remarks>
    public static AffineQuantization Over(ValueRange values, IntegerRange range)
    {
        var (least, most) = (Math.Min(values.Least, 0), Math.Max(values.Most, 0));
        var scale = (float)((most - least) / range.Steps);
        if (scale < SmallestScale)
        {
            return new AffineQuantization(1, range.Least, range);
        }

        var zeroPoint = Math.Round(range.Least - (least * range.Steps / (most - least)), MidpointRounding.ToEven);
        return new AffineQuantization(scale, (int)Math.Clamp(zeroPoint, range.Least, range.Most), range);
    }

    /// <summary>The integer that stands for a number.</summary>
    public int Quantize(float value) =>
        (int)Math.Clamp(MathF.Round(value / Scale, MidpointRounding.ToEven) + ZeroPoint, Range.Least, Range.Most);

    /// <summary>The number that an integer stands for.</summary>
    public float Dequantize(int integer) => (integer - ZeroPoint) * Scale;
}
