using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ScaleNet.EndToEnd;

/// <summary>POSIX signals to processes of the tool.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int KillAtOnce = 9;
    public const int Terminate = 15;

    /// <summary>Sends one; 0 if it was sent.</summary>
    public static int Send(int process, int signal) => Kill(process, signal);

    /// <summary>Whether this process, and what it starts, ignores Ctrl-C.</summary>
    public static bool IsInterruptIgnored()
    {
        const string status = "/proc/self/status";
        return File.Exists(status) && File.ReadLines(status).Any(line =>
            line.StartsWith("SigIgn:", StringComparison.Ordinal)
            && (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) >> (Interrupt - 1)) % 2 == 1);
    }

    /// <summary>The processes that a Linux process started.</summary>
    public static int[] ChildrenOf(Process process) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{process.Id}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Reads what the tool says until a line begins so.</summary>
    public static void WaitForLine(Process tool, string start)
    {
        while (tool.StandardError.ReadLine() is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The tool ended before a line '{start}'.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
