using Microsoft.Win32.SafeHandles;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>One thread's view of the shards.</summary>
internal sealed class ShardReader(TarShards shards, GroupCache<ShardContent> cache) : IEncodedReader
{
    private readonly GroupLease<ShardContent> _whole = new(cache);
    private SafeFileHandle? _large;
    private int _largeShard = -1;
    private byte[] _bytes = [];

    public ReadOnlySpan<byte> Read(int index)
    {
        (int shard, var item) = shards.Find(index);
        var bytes = shards.IsLarge(shard) ? ReadPart(shard, item) : _whole.Get(shard).Bytes.AsSpan((int)item.Offset, item.Length);
        return item.Checksum is { } sum && Crc32.Of(bytes) != sum
            ? throw new CorruptSampleException($"{shards.Where(index)}: the checksum is not the one of its list. Restore the shard.")
            : bytes;
    }

    public void Dispose()
    {
        _whole.Dispose();
        _large?.Dispose();
    }

    private Span<byte> ReadPart(int shard, ShardItem item)
    {
        string path = shards.PathOf(shard);
        try
        {
            if (_largeShard != shard)
            {
                _large?.Dispose();
                _largeShard = -1;
                _large = File.OpenHandle(path);
                _largeShard = shard;
            }

            if (_bytes.Length < item.Length)
            {
                _bytes = GC.AllocateUninitializedArray<byte>(item.Length);
            }

            ShardReading.Fill(_large!, _bytes.AsSpan(0, item.Length), item.Offset, path);
            return _bytes.AsSpan(0, item.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CorruptSampleException($"{path}: cannot be read ({problem.Message.TrimEnd('.')}). Restore the shard.", problem);
        }
    }
}
