using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>Runs the built tool as a user does: a process with arguments.</summary>
internal static class Tool
{
    private static readonly string Executable =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "scalenet.exe" : "scalenet");

    /// <summary>Runs a line without quotes or spaces in its words.</summary>
    public static ToolResult Run(string workFolder, string line, params (string Name, string Value)[] variables) =>
        Run(workFolder, line.Split(' '), variables);

    public static ToolResult Run(string workFolder, string[] arguments, params (string Name, string Value)[] variables)
    {
        using var process = Start(workFolder, arguments, variables);
        var log = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, log.GetAwaiter().GetResult());
    }

    public static Process Start(string workFolder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Executable, arguments)
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
