using System.Runtime.InteropServices;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Protocol;

namespace ScaleNet.Serving.Tests.Protocol;

/// <summary>Elements that are no finite numbers, wherever they stand: many are looked at together.</summary>
public sealed class BinaryElementsTests
{
    private const int Longest = 40; // more than two registers of half precision

    [Fact]
    public void A_value_that_is_no_finite_number_is_found_at_every_place()
    {
        for (var length = 1; length <= Longest; length++)
        {
            for (var at = 0; at < length; at++)
            {
                AssertIsFound(TensorElement.Float16, Half.NaN, Half.MinValue, length, at);
                AssertIsFound(TensorElement.Float32, float.PositiveInfinity, float.MaxValue, length, at);
                AssertIsFound(TensorElement.Float64, double.NegativeInfinity, double.Epsilon, length, at);
            }
        }
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void Elements_stay_where_they_are_unless_they_begin_between_two_places(int offset, bool stay)
    {
        var body = Enumerable.Range(0, 80).Select(index => (byte)(index % 64)).ToArray();
        var bytes = body.AsMemory(offset, 64);

        var read = BinaryElements.Read(bytes, TensorElement.Float32, "x");

        Assert.Equal(bytes.ToArray(), read.ToArray());
        Assert.Equal(stay, read.Span.Overlaps(body));
    }

    private static void AssertIsFound<T>(TensorElement element, T bad, T good, int length, int at)
        where T : unmanaged
    {
        var values = Enumerable.Repeat(good, length).ToArray();
        Assert.Equal(MemoryMarshal.AsBytes<T>(values), BinaryElements.Read(BytesOf(values), element, "x").Span);

        values[at] = bad;
        var problem = Assert.Throws<RequestProblem>(() => BinaryElements.Read(BytesOf(values), element, "x"));

        Assert.Equal($"x, element {at}: got no finite number", problem.Message);
    }

    private static byte[] BytesOf<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
