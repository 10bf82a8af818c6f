using FsCheck.Xunit;
using ScaleNet.Cli.Prediction;

namespace ScaleNet.Cli.Tests.Prediction;

public sealed class NaturalOrderTests
{
    private static readonly NaturalOrder Order = new();

    [Fact]
    public void Numbers_count_and_case_does_not()
    {
        string[] sorted = ["a/z2.png", "a1.png", "A2.png", "a02.png", "a10.png", "b.png", "img99999999999999999999.png", "img100000000000000000000.png"];

        Assert.Equal(sorted, sorted.Reverse().Order(Order));
    }

    [Property]
    public bool It_is_an_order(byte[] first, byte[] second, byte[] third)
    {
        var (a, b, c) = (Text(first), Text(second), Text(third));
        var isAntisymmetric = Math.Sign(Order.Compare(a, b)) == -Math.Sign(Order.Compare(b, a));
        var isTransitive = Order.Compare(a, b) > 0 || Order.Compare(b, c) > 0 || Order.Compare(a, c) <= 0;
        return isAntisymmetric && isTransitive && Order.Compare(a, b) == 0 == (a == b);
    }

    // Few characters, so that equal beginnings and numbers are common.
    private static string Text(byte[] bytes) => string.Concat(bytes.Select(value => "019aAb./"[value % 8]));
}
