using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>Runs the built tool as a user does: a process with arguments.</summary>
internal static class Tool
{
    private static readonly string Executable =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "scalenet.exe" : "scalenet");

    private const string Mpirun = "/usr/bin/mpirun";

    /// <summary>Runs a line without quotes or spaces in its words.</summary>
    public static ToolResult Run(string workFolder, string line, params (string Name, string Value)[] variables) =>
        Run(workFolder, line.Split(' '), variables);

    public static ToolResult Run(string workFolder, string[] arguments, params (string Name, string Value)[] variables)
    {
        using var process = Start(workFolder, arguments, variables);
        return End(process);
    }

    /// <summary>Waits for the end of a process and takes what it said since it was last read.</summary>
    public static ToolResult End(Process process)
    {
        var log = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, log.GetAwaiter().GetResult());
    }

    public static Process Start(string workFolder, string[] arguments, params (string Name, string Value)[] variables) =>
        Start(Executable, workFolder, arguments, variables);

    /// <summary>Runs a line that can write no file of more than some KiB: the disk is full for every larger one.</summary>
    public static ToolResult RunOnFullDisk(string workFolder, int kibibytes, string line)
    {
        // Ignored, so that a write fails instead of ending the process; inherited by what bash becomes.
        var script = FormattableString.Invariant($"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"");
        using var process = Start(
            "/bin/bash", workFolder, ["-c", script, Executable, .. line.Split(' ')],
            ("DOTNET_EnableWriteXorExecute", "0")); // else the runtime itself makes a large file, of memory
        return End(process);
    }

    /// <summary>Starts several of it, which train together.</summary>
    /// <param name="workFolder">Where.</param>
    /// <param name="commands">Arguments of each.</param>
    public static Process StartTogether(string workFolder, params string[][] commands)
    {
        string[] launch = ["--oversubscribe", "--bind-to", "none"]; // a machine of two processors has room for them
        var words = commands.SelectMany((arguments, index) =>
            (string[])[.. index == 0 ? [] : new[] { ":" }, "-np", "1", Executable, .. arguments]);
        return Start(
            Mpirun, workFolder, [.. launch, .. words], ("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"),
            ("TERM", "dumb")); // mpirun gives a process a terminal, which .NET would greet
    }

    /// <summary>Skips a test that needs MPI where there is none.</summary>
    public static void RequireMpi() => Assert.SkipUnless(File.Exists(Mpirun), $"{Mpirun}: not there. Install Open MPI (openmpi-bin).");

    private static Process Start(string program, string workFolder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0"; // a process of half a second learns nothing from profiling itself
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
