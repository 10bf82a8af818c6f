using ScaleNet.Architecture.Weights;

namespace ScaleNet.Training.Checkpoints;

/// <summary>Writes files whole or not at all, and names the file in the error when that fails.</summary>
/// <param name="write">Replaces the disk, to make it fail; null for the real one.</param>
internal sealed class DiskWriter(Action<string, Action<Stream>>? write = null)
{
    // What .NET throws where the system allows no file of that length: by a limit of the process, or of the file system.
    private const string TooLong = "value";

    private readonly Action<string, Action<Stream>> _write = write ?? AtomicFile.Write;

    /// <summary>Writes one file.</summary>
    /// <exception cref="IOException">It could not be written; an older file of the name is untouched.</exception>
    public void Write(string path, Action<Stream> content) => Guard(path, () => _write(path, content));

    /// <summary>Makes a folder where there is none.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public static void CreateFolder(string path) => Guard(path, () => Directory.CreateDirectory(path));

    /// <summary>Does something else that writes a file.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: TooLong })
        {
            throw new IOException(
                $"{path}: cannot be written ({error.Message.TrimEnd('.')}). Make room or grant the right, then resume.", error);
        }
    }
}
