using ScaleNet.Cli.CommandLine;
using Spectre.Console.Testing;

namespace ScaleNet.Cli.Tests;

/// <summary>Runs command lines inside this process.</summary>
internal static class CommandRunner
{
    public static CommandResult Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    public static CommandResult Run(CancellationToken stop, params string[] arguments)
    {
        using var console = new TestConsole();
        using var output = new StringWriter { NewLine = "\n" };
        var code = Application.Run(new CommandContext(arguments, output, console, TimeProvider.System, stop), Root.Create);
        return new CommandResult(code, output.ToString(), console.Output);
    }
}
