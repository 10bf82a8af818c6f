namespace ScaleNet.Cli.CommandLine;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A defect of this program.</summary>
    public const int Failure = 1;

    /// <summary>What the user gave cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>The loss of a training stopped being a number.</summary>
    public const int Diverged = 3;

    /// <summary>Of a process that was killed: 128 + SIGKILL, as shells count.</summary>
    public const int Killed = 137;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM, as when a machine is taken away: 128 + SIGTERM, as shells count.</summary>
    public const int Terminated = 143;
}
