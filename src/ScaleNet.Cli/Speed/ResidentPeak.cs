using System.Diagnostics;

namespace ScaleNet.Cli.Speed;

/// <summary>The most memory of this process that was resident at a time.</summary>
internal static class ResidentPeak
{
    private const string Switch = "/proc/self/clear_refs"; // proc(5)
    private const string ResetPeak = "5";

    /// <summary>Begins anew from what is resident now; false where the system cannot.</summary>
    public static bool TryReset()
    {
        // The arrays in which weights were drawn, folded and exported are garbage that nobody else would look for soon: without
        // this the peak would be theirs.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            File.WriteAllText(Switch, ResetPeak);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false; // no Linux, or one that does not allow it: the caller says so
        }
    }

    /// <summary>Bytes.</summary>
    public static long Read()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
