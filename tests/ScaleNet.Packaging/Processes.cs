using System.Diagnostics;
using ScaleNet.EndToEnd;

namespace ScaleNet.Packaging;

/// <summary>Runs programs.</summary>
internal static class Processes
{
    /// <summary>The tool that was built with the tests.</summary>
    public static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "scalenet");

    /// <summary>Runs a line of words without spaces.</summary>
    public static ToolResult Run(string program, string folder, string line) => End(Start(program, folder, line.Split(' '), isBare: false));

    /// <summary>Runs it with no environment at all: no dotnet on the path, no home.</summary>
    public static ToolResult RunBare(string program, string folder, string line) => End(Start(program, folder, line.Split(' '), isBare: true));

    /// <summary>Starts it.</summary>
    public static Process Start(string program, string folder, IEnumerable<string> arguments, bool isBare, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (isBare)
        {
            start.Environment.Clear();
            start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = Path.Combine(folder, "unpacked"); // as the container has it
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a process and takes what it said since it was last read.</summary>
    public static ToolResult End(Process process)
    {
        using (process)
        {
            var log = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new ToolResult(process.ExitCode, output, log.GetAwaiter().GetResult());
        }
    }

    /// <summary>Runs the SDK, apart from the build that runs these tests.</summary>
    public static ToolResult Dotnet(string folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var inherited = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name == "DOTNET_HOST_PATH");
        (string, string)[] apart =
        [
            .. inherited.Select(name => (name, "")),
            ("MSBUILDDISABLENODEREUSE", "1"), // nothing is left running
            ("UseSharedCompilation", "false"),
            ("DOTNET_CLI_UI_LANGUAGE", "en"),
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
            ("DOTNET_NOLOGO", "1"),
        ];
        var result = End(Start("dotnet", folder, arguments, isBare: false, [.. apart, .. variables]));
        Assert.SkipWhen(result.Output.Contains("NU1301", StringComparison.Ordinal), "No package source can be reached, so nothing can be restored.");
        Assert.True(result.Code == 0, $"dotnet {string.Join(' ', arguments)}: exit code {result.Code}: {result.Output}{result.Log}");
        return result;
    }
}
