using ScaleNet.Cli.Commands;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class ResumeCommandTests
{
    [Fact]
    public void Is_the_same_line_that_goes_on() => Assert.Equal(
        "scalenet train --name a --lr 0.1 --resume", ResumeCommand.From(["train", "--name", "a", "--lr", "0.1"]));

    [Fact]
    public void Does_not_overwrite_what_it_goes_on_with() => Assert.Equal(
        "scalenet seed --name a --resume", ResumeCommand.From(["seed", "--overwrite", "--name", "a"]));

    [Fact]
    public void Is_quoted_for_a_shell() => Assert.Equal(
        @"scalenet seed --name 'my run' --data 'it'\''s' --resume", ResumeCommand.From(["seed", "--name", "my run", "--data", "it's"]));
}
