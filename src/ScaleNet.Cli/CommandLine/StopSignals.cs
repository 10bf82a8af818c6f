using System.Runtime.InteropServices;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Turns Ctrl-C and SIGTERM into a request to stop; a second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Stop => _source.Token;

    /// <summary>What a process that was asked to stop tells the shell: which signal came first.</summary>
    public int StopCode { get; private set; } = ExitCode.Interrupted;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // Cancelled: the default action, the end of the process, is left out once.
        context.Cancel = !_source.IsCancellationRequested;
        if (context.Cancel && context.Signal == PosixSignal.SIGTERM)
        {
            StopCode = ExitCode.Terminated;
        }

        _source.Cancel();
    }
}
