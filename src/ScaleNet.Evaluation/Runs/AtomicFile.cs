namespace ScaleNet.Evaluation.Runs;

/// <summary>
/// Writes a file so that a reader, or a kill at any moment, sees the old content or the new, never a part.
/// </summary>
public static class AtomicFile
{
    private const string TemporarySuffix = ".tmp";

    /// <summary>
    /// Writes to a temporary file beside <paramref name="path"/>, flushes it to disk, then renames it.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // After a success there is nothing to delete; after a failure the half-written file must not stay.
            File.Delete(temporary);
        }
    }

    /// <summary>The same for bytes that are already in memory.</summary>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> content) =>
        Write(path, stream => stream.Write(content.Span));
}
