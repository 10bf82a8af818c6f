using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>Sees the files that a process writes before it renames them.</summary>
internal static class TemporaryFiles
{
    /// <summary>Waits until so many have been begun in a folder that the process makes, or until the process ends.</summary>
    /// <param name="tool">The process.</param>
    /// <param name="root">A folder that is there already.</param>
    /// <param name="below">The folder, somewhere below it.</param>
    /// <param name="count">How many.</param>
    /// <returns>Whether so many were begun.</returns>
    public static bool Wait(Process tool, string root, string below, int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(root, "*.tmp") { IncludeSubdirectories = true };
        watcher.Created += (_, made) =>
        {
            if (made.FullPath.StartsWith(below, StringComparison.Ordinal) && Interlocked.Decrement(ref count) == 0)
            {
                reached.SetResult();
            }
        };
        watcher.EnableRaisingEvents = true;
        return Task.WaitAny(reached.Task, tool.WaitForExitAsync()) == 0;
    }
}
