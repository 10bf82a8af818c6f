using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>The bytes of a whole shard.</summary>
internal sealed class ShardContent
{
    /// <summary>At least its bytes; what is behind them is of an earlier one.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Reads a shard from start to end.</summary>
    /// <exception cref="CorruptSampleException">It cannot be read, or its length is another than when it was listed.</exception>
    public void Load(Shard shard)
    {
        try
        {
            using var file = File.OpenHandle(shard.Path, options: FileOptions.SequentialScan);
            if (RandomAccess.GetLength(file) != shard.Length)
            {
                throw new CorruptSampleException(
                    $"{shard.Path}: got {RandomAccess.GetLength(file)} bytes, expected the {shard.Length} of its list. Restore the shard.");
            }

            int length = (int)shard.Length;
            if (Bytes.Length < length)
            {
                Bytes = GC.AllocateUninitializedArray<byte>(length);
            }

            ShardReading.Fill(file, Bytes.AsSpan(0, length), offset: 0, shard.Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CorruptSampleException($"{shard.Path}: cannot be read ({problem.Message.TrimEnd('.')}). Restore the shard.", problem);
        }
    }
}
