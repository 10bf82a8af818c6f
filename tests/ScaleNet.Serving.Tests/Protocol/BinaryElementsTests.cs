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

    private static void AssertIsFound<T>(TensorElement element, T bad, T good, int length, int at)
        where T : unmanaged
    {
        var values = Enumerable.Repeat(good, length).ToArray();
        Assert.Equal(MemoryMarshal.AsBytes<T>(values), BinaryElements.Read(MemoryMarshal.AsBytes<T>(values), element, "x"));

        values[at] = bad;
        var problem = Assert.Throws<RequestProblem>(() => BinaryElements.Read(MemoryMarshal.AsBytes<T>(values), element, "x"));

        Assert.Equal($"x, element {at}: got no finite number", problem.Message);
    }
}
