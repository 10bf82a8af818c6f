using FsCheck.Xunit;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Numbers as integers, computed by hand.</summary>
public sealed class AffineQuantizationTests
{
    private static readonly IntegerRange Bytes = IntegerRange.Of(ActivationType.UnsignedBytes);
    private static readonly IntegerRange SignedBytes = IntegerRange.Of(ActivationType.SignedBytes);

    [Theory]
    [InlineData(0, 255, 1, 0)]
    [InlineData(0, 25.5, 0.1, 0)]
    [InlineData(-1, 1, 2 / 255.0, 128)] // 127.5 is half way, and 128 even
    [InlineData(-3, 252, 1, 3)]
    [InlineData(-255, 0, 1, 255)]
    [InlineData(2, 255, 1, 0)] // widened to hold 0
    [InlineData(-255, -2, 1, 255)]
    [InlineData(3, 3, 3 / 255.0, 0)] // all equal
    [InlineData(0, 0, 1, 0)]
    public void Unsigned_bytes_are_spread_over_a_range_that_holds_zero(double least, double most, double scale, int zeroPoint)
    {
        var quantization = AffineQuantization.Over(new ValueRange(least, most), Bytes);

        Assert.Equal((float)scale, quantization.Scale);
        Assert.Equal(zeroPoint, quantization.ZeroPoint);
    }

    [Theory]
    [InlineData(0, 255, 1, -128)]
    [InlineData(-127, 128, 1, -1)]
    [InlineData(0, 0, 1, -128)]
    public void Signed_bytes_begin_at_minus_128(double least, double most, double scale, int zeroPoint)
    {
        var quantization = AffineQuantization.Over(new ValueRange(least, most), SignedBytes);

        Assert.Equal((float)scale, quantization.Scale);
        Assert.Equal(zeroPoint, quantization.ZeroPoint);
    }

    [Theory]
    [InlineData(0.5f, 3)]
    [InlineData(1.5f, 5)]
    [InlineData(2.5f, 5)]
    [InlineData(-0.5f, 3)]
    [InlineData(-1.5f, 1)]
    [InlineData(1000f, 255)]
    [InlineData(-1000f, 0)]
    [InlineData(float.PositiveInfinity, 255)]
    [InlineData(float.NegativeInfinity, 0)]
    public void Rounding_is_half_to_even_and_what_lies_outside_is_cut_off(float value, int expected) =>
        Assert.Equal(expected, new AffineQuantization(1, 3, Bytes).Quantize(value));

    [Fact]
    public void A_range_that_is_almost_nothing_is_nothing() =>
        Assert.Equal(new AffineQuantization(1, 0, Bytes), AffineQuantization.Over(new ValueRange(0, 1e-38), Bytes));

    [Property]
    public void Within_the_range_at_most_half_a_step_is_lost(short least, short most, ushort place, bool isSigned)
    {
        var range = new ValueRange(Math.Min(least, most), Math.Max(least, most));
        var quantization = AffineQuantization.Over(range, isSigned ? SignedBytes : Bytes);
        var value = (float)(range.Least + ((range.Most - range.Least) * place / ushort.MaxValue));

        var lost = Math.Abs(quantization.Dequantize(quantization.Quantize(value)) - value);

        // The zero point is rounded, so that an end may lie up to half a step outside, where another half is cut off.
        Assert.True(lost <= quantization.Scale * 1.001, $"{value} loses {lost} at the scale {quantization.Scale}");
    }

    [Property]
    public void Zero_is_exact_and_every_integer_stands_for_itself(short least, short most, byte step, bool isSigned)
    {
        var integers = isSigned ? SignedBytes : Bytes;
        var quantization = AffineQuantization.Over(new ValueRange(Math.Min(least, most), Math.Max(least, most)), integers);
        var integer = integers.Least + step;

        Assert.Equal(0, quantization.Dequantize(quantization.Quantize(0)));
        Assert.Equal(integer, quantization.Quantize(quantization.Dequantize(integer)));
    }

    [Property]
    public void A_larger_number_never_has_a_smaller_integer(short least, short most, float first, float second)
    {
        var quantization = AffineQuantization.Over(new ValueRange(Math.Min(least, most), Math.Max(least, most)), Bytes);
        var (small, large) = float.IsNaN(first) || float.IsNaN(second) ? (0, 0) : (Math.Min(first, second), Math.Max(first, second));

        Assert.True(quantization.Quantize(small) <= quantization.Quantize(large));
    }
}
