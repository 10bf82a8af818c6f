using Microsoft.Win32.SafeHandles;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>Reads parts of shards.</summary>
internal static class ShardReading
{
    private const int Piece = 1 << 26; // bytes; a system call gives up to 2 GiB less some

    /// <summary>Fills memory from a place of a file.</summary>
    /// <exception cref="CorruptSampleException">The file ends before.</exception>
    public static void Fill(SafeFileHandle file, Span<byte> target, long offset, string where)
    {
        for (int done = 0; done < target.Length;)
        {
            int got = RandomAccess.Read(file, target.Slice(done, Math.Min(Piece, target.Length - done)), offset + done);
            done += got > 0
                ? got
                : throw new CorruptSampleException($"{where}: got an end after {offset + done} bytes, expected more. Restore the shard.");
        }
    }
}
