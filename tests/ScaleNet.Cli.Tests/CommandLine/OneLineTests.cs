using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Tests.CommandLine;

public sealed class OneLineTests
{
    [Fact]
    public void Line_ends_become_spaces() => Assert.Equal("a b c", OneLine.Of("a\nb\r\nc\n"));

    [Fact]
    public void A_control_character_cannot_reach_the_terminal() =>
        Assert.Equal(@"\u001b[31mred.png", OneLine.Of("\u001b[31mred.png"));
}
