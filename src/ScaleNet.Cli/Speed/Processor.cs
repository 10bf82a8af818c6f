using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Cli.Speed;

/// <summary>The processor of this machine.</summary>
internal static class Processor
{
    private const string LinuxFile = "/proc/cpuinfo";
    private const string NameField = "model name";

    /// <summary>What it calls itself; its kind where it does not say.</summary>
    public static string Name { get; } = Read() ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Its name and its widest vectors, on which the order of sums depends.</summary>
    public static string Description { get; } = $"{Name}, vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits";

    private static string? Read() => File.Exists(LinuxFile)
        ? File.ReadLines(LinuxFile)
            .FirstOrDefault(line => line.StartsWith(NameField, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
        : null;
}
