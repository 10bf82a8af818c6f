using System.Diagnostics;

namespace ScaleNet.Training.Tests;

/// <summary>A disk of a given size, in memory, that can really be full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts it; the test is skipped where that is not possible.</summary>
    public static SmallDisk Mount(string path, int bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux mounts a small disk in memory.");
        Directory.CreateDirectory(path);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", path), "Mounting is not permitted here.");
        return new SmallDisk(path);
    }

    public void Dispose() => Assert.True(Run("umount", Path));

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }
}
