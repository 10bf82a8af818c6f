using System.Runtime.InteropServices;

namespace ScaleNet.Cli.Speed;

/// <summary>The processor of this machine.</summary>
internal static class Processor
{
    private const string LinuxFile = "/proc/cpuinfo";
    private const string NameField = "model name";

    /// <summary>What it calls itself; its kind where it does not say.</summary>
    public static string Name { get; } = Read() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? Read() => File.Exists(LinuxFile)
        ? File.ReadLines(LinuxFile)
            .FirstOrDefault(line => line.StartsWith(NameField, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
        : null;
}
