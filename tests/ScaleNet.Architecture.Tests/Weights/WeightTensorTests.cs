using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class WeightTensorTests
{
    [Theory]
    [InlineData(ElementType.Float32, new byte[] { 0, 0, 0xc0, 0x3f }, 1.5)]
    [InlineData(ElementType.Float64, new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f }, 1.5)]
    [InlineData(ElementType.Float16, new byte[] { 0x00, 0x3e }, 1.5)]
    [InlineData(ElementType.BFloat16, new byte[] { 0xc0, 0xbf }, -1.5)]
    [InlineData(ElementType.Int64, new byte[] { 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, -2)]
    [InlineData(ElementType.Int32, new byte[] { 0xfe, 0xff, 0xff, 0xff }, -2)]
    [InlineData(ElementType.Int16, new byte[] { 0xfe, 0xff }, -2)]
    [InlineData(ElementType.Int8, new byte[] { 0xfe }, -2)]
    [InlineData(ElementType.UInt8, new byte[] { 0xfe }, 254)]
    [InlineData(ElementType.Bool, new byte[] { 0xfe }, 1)]
    [InlineData(ElementType.Float16, new byte[] { 0x01, 0x00 }, 1.0 / (1 << 24))]
    [InlineData(ElementType.BFloat16, new byte[] { 0x80, 0xff }, double.NegativeInfinity)]
    public void Every_type_converts_to_floating_point(ElementType type, byte[] bytes, double value)
    {
        var tensor = new WeightTensor(type, [1], bytes);

        Assert.Equal([(float)value], tensor.ToFloat32());
        Assert.Equal([value], tensor.ToFloat64());
    }

    [Fact]
    public void Values_can_be_given_in_three_types()
    {
        Assert.Equal([1.5f, 2.5f], WeightTensor.FromFloat32([1.5f, 2.5f], 2, 1).ToFloat32());
        Assert.Equal([0.1, 0.2], WeightTensor.FromFloat64([0.1, 0.2], 2).ToFloat64());
        Assert.Equal([3.0], WeightTensor.FromInt64([3]).ToFloat64());
    }

    [Theory]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { -2 })]
    [InlineData(new long[] { })]
    [InlineData(new long[] { 1L << 62, 1L << 62 })]
    public void A_shape_of_another_size_is_an_error(long[] shape) =>
        Assert.Throws<ArgumentException>(() => WeightTensor.FromFloat32([1, 2], shape));
}
