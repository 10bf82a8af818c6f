using System.CommandLine;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Tests.CommandLine;

public sealed class ValuesTests
{
    [Theory]
    [InlineData("4.089G", 4_089_000_000)]
    [InlineData("41.35M", 41_350_000)]
    [InlineData("2k", 2_000)]
    [InlineData("2K", 2_000)]
    [InlineData("25557032", 25_557_032)]
    public void An_amount_may_have_a_unit(string text, long expected) => Assert.Equal(expected, Amount(text));

    [Theory]
    [InlineData("0")]
    [InlineData("0.0001")]
    [InlineData("-5M")]
    [InlineData("M")]
    [InlineData("1,000")]
    [InlineData("99999999999G")]
    [InlineData("4 G")]
    public void Anything_else_is_no_amount(string text) => Assert.Null(Amount(text));

    private static long? Amount(string text)
    {
        var option = new Option<long>("--amount") { CustomParser = Values.Amount };
        var parsed = new RootCommand { option }.Parse(["--amount", text]);
        return parsed.Errors.Count == 0 ? parsed.GetValue(option) : null;
    }
}
