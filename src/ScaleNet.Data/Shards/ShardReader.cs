using Microsoft.Win32.SafeHandles;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>One thread's view of the shards.</summary>
internal sealed class ShardReader(TarShards shards, ShardCache cache) : IEncodedReader
{
    private ShardContent? _content;
    private SafeFileHandle? _large;
    private int _largeShard = -1;
    private byte[] _bytes = [];

    public ReadOnlySpan<byte> Read(int index)
    {
        (int shard, var item) = shards.Find(index);
        var bytes = shards.IsLarge(shard) ? ReadPart(shard, item) : Whole(shard).Bytes.AsSpan((int)item.Offset, item.Length);
        return item.Checksum is { } sum && Crc32.Of(bytes) != sum
            ? throw new CorruptSampleException($"{shards.Where(index)}: the checksum is not the one of its list. Restore the shard.")
            : bytes;
    }

    public void Dispose()
    {
        Release();
        _large?.Dispose();
    }

    private void Release()
    {
        if (_content is not null)
        {
            cache.Return(_content);
            _content = null;
        }
    }

    private ShardContent Whole(int shard)
    {
        if (_content?.Shard != shard)
        {
            Release();
            _content = cache.Rent(shard);
        }

        return _content;
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
