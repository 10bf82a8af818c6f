using ScaleNet.Cli.Prediction;
using Spectre.Console;

namespace ScaleNet.Cli.CommandLine;

/// <summary>What every verb is given: where it writes, what time it is, when to stop.</summary>
/// <param name="Arguments">The command line, for messages that repeat it.</param>
/// <param name="Output">Standard output: results only, plain text.</param>
/// <param name="Log">Standard error: progress and remarks for a person.</param>
/// <param name="Clock">The time.</param>
/// <param name="Stop">Cancelled when the user asks for an end.</param>
internal sealed record CommandContext(
    IReadOnlyList<string> Arguments, TextWriter Output, IAnsiConsole Log, TimeProvider Clock, CancellationToken Stop)
{
    /// <summary>The exit code of a verb that was asked to stop.</summary>
    public Func<int> StopCode { get; init; } = () => ExitCode.Interrupted;

    /// <summary>What predicts with libtorch; null in a program that has none.</summary>
    public ITorchEngine? Torch { get; init; }

    /// <summary>What the message of an error begins with: who of several processes speaks.</summary>
    public string ErrorPrefix { get; init; } = "";

    /// <summary>Whether a person watches standard error, so that lines may move.</summary>
    public bool IsInteractive => Log.Profile.Out.IsTerminal;

    /// <summary>The streams of this process.</summary>
    public static CommandContext ForProcess(IReadOnlyList<string> arguments, StopSignals signals)
    {
        var log = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return new CommandContext(arguments, Console.Out, log, TimeProvider.System, signals.Stop) { StopCode = () => signals.StopCode };
    }

    /// <summary>Writes what the user should know, each in a line.</summary>
    public void SayNotes(IEnumerable<string> notes)
    {
        foreach (var note in notes)
        {
            Say($"note: {note}");
        }
    }

    /// <summary>Writes one plain line to the log.</summary>
    public void Say(string line)
    {
        if (IsInteractive)
        {
            Log.WriteLine(OneLine.Of(line)); // knows of a progress bar that stands below
        }
        else
        {
            Log.Profile.Out.Writer.WriteLine(OneLine.Of(line)); // never wrapped: log files are searched by line
        }
    }
}
