using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Tests.Output;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(25_557_032, "25,557,032")]
    [InlineData(0, "0")]
    public void Counts_have_their_thousands_apart(long value, string text) => Assert.Equal(text, Numbers.Count(value));

    [Theory]
    [InlineData(4_089_184_256, "4.089 G")]
    [InlineData(25_604_864, "25.605 M")]
    [InlineData(2_560, "2.560 k")]
    [InlineData(999, "999")]
    public void Macs_have_a_unit(long value, string text) => Assert.Equal(text, Numbers.Macs(value));

    [Theory]
    [InlineData(102_228_128, "97.49 MiB")]
    [InlineData(3_221_225_472, "3.00 GiB")]
    [InlineData(1_536, "1.50 KiB")]
    [InlineData(12, "12 B")]
    public void Bytes_have_a_unit(long value, string text) => Assert.Equal(text, Numbers.Bytes(value));

    [Theory]
    [InlineData(42.2, "0:42")]
    [InlineData(725, "12:05")]
    [InlineData(3_723, "1:02:03")]
    public void Durations_read_like_a_clock(double seconds, string text) =>
        Assert.Equal(text, Numbers.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_missing_number_is_a_dash()
    {
        Assert.Equal("-", Numbers.Percent(null));
        Assert.Equal("-", Numbers.Percent(double.NaN));
        Assert.Equal("12.35 %", Numbers.Percent(0.12345));
    }
}
