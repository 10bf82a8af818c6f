using System.Buffers;
using ScaleNet.Training.Checkpoints;

namespace ScaleNet.Training.Logs;

/// <summary>Gathers bytes in memory and appends them to a file when told to, so that no training step waits for a disk.</summary>
/// <remarks>No handle is held in between: a reader finds the file closed, and nothing has to be disposed of.</remarks>
/// <param name="path">The file; made with the first bytes, its folder too.</param>
internal sealed class AppendBuffer(string path)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Adds bytes that belong together: a kill can still part them, another error cannot.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Appends what was gathered, without waiting until it is on the disk itself.</summary>
    /// <exception cref="IOException">It could not be written; the file is as before, and what was gathered is kept.</exception>
    public void Flush()
    {
        if (_bytes.WrittenCount == 0)
        {
            return;
        }

        DiskWriter.Guard(path, Append);
        _bytes.ResetWrittenCount();
    }

    private void Append()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var before = file.Seek(0, SeekOrigin.End);
        try
        {
            file.Write(_bytes.WrittenSpan);
        }
        catch
        {
            file.SetLength(before); // half a record would spoil what is appended after it
            throw;
        }
    }
}
