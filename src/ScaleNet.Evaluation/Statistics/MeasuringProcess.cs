using System.Diagnostics;

namespace ScaleNet.Evaluation.Statistics;

/// <summary>What a process that measured one setting wrote. A process each gives each its own peak of memory and a fresh start.</summary>
/// <param name="ExitCode">Its exit code; 128 and a signal's number if that ended it.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Log">Its standard error.</param>
public sealed record MeasuringProcess(int ExitCode, string Output, string Log)
{
    private const string Host = "dotnet";

    /// <summary>Runs this program again, with other arguments.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Environment variables beside those of this process.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static MeasuringProcess Run(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var end = stop.Register(process.Kill);
        var log = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return new MeasuringProcess(process.ExitCode, output, log.GetAwaiter().GetResult());
    }

    // Under `dotnet program.dll` the process is the host, which must be told the program.
    private static string[] Program() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Host
        ? [Environment.GetCommandLineArgs()[0]]
        : [];
}
