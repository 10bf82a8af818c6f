using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Training.Distributed;
using Spectre.Console.Testing;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class ProcessesTests
{
    [Fact]
    public void One_alone_has_all_processors() => Assert.Equal(8, Processes.ThreadsOfEach(new SingleProcess(), 8));

    [Fact]
    public void An_error_of_one_alone_is_left_to_the_program() => Assert.Throws<SpecException>(
        () => Processes.Run(Context(out _), new SingleProcess(), (_, _) => throw new SpecException("bad")));

    private static CommandContext Context(out TestConsole console)
    {
        console = new TestConsole();
        return new CommandContext([], TextWriter.Null, console, TimeProvider.System, CancellationToken.None);
    }
}
