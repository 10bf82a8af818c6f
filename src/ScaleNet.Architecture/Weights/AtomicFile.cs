namespace ScaleNet.Architecture.Weights;

/// <summary>Writes a file as a whole or not at all.</summary>
/// <remarks>
/// A temporary file in the same folder is written, flushed to the disk, and renamed over the target: at every moment,
/// also after a crash, the target is either the complete old file or the complete new one. The base class library
/// offers no way to flush a folder (it opens files only, and it refuses a folder's handle), so after a power failure
/// the target may be the old file; it is never a mixture.
/// </remarks>
public static class AtomicFile
{
    /// <summary>Writes the file with <paramref name="write"/>; if that fails, an existing file stays as it was.</summary>
    public static void Write(string path, Action<Stream> write) => Write(path, write, AtomicFileSteps.OnDisk);

    internal static void Write(string path, Action<Stream> write, AtomicFileSteps steps)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        var isComplete = false;
        try
        {
            using (var stream = steps.Open(temporary))
            {
                write(stream);
                steps.FlushToDisk(stream);
            }

            steps.Rename(temporary, target);
            isComplete = true;
        }
        finally
        {
            if (!isComplete)
            {
                RemoveTemporary(temporary);
            }
        }
    }

    private static void RemoveTemporary(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // An exception is already on its way: the reason why the write failed says more than this one.
        }
    }
}
