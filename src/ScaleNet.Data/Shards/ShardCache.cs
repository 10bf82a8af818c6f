using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>Loads each shard once, from start to end, for all threads that read it, into memory that is used again.</summary>
/// <remarks>Memory: one shard for each that is being read, at most one a thread, and one that waits for the next reader.</remarks>
internal sealed class ShardCache(IReadOnlyList<Shard> shards)
{
    private readonly List<ShardContent> _contents = [];
    private readonly object _gate = new();

    /// <summary>Loads a shard, or waits until another thread has; give it back with <see cref="Return"/>.</summary>
    /// <exception cref="CorruptSampleException">It cannot be read, or its length is another than when it was listed.</exception>
    public ShardContent Rent(int shard)
    {
        ShardContent content;
        lock (_gate)
        {
            content = _contents.Find(known => known.Shard == shard) ?? Free();
            content.IsLoaded &= content.Shard == shard;
            content.Shard = shard;
            content.Users++;
        }

        try
        {
            lock (content) // the first one loads, the others of this shard wait
            {
                if (!content.IsLoaded)
                {
                    Load(content, shards[shard]);
                }
            }

            return content;
        }
        catch (CorruptSampleException)
        {
            Return(content);
            throw;
        }
    }

    /// <summary>Ends one thread's use.</summary>
    public void Return(ShardContent content)
    {
        lock (_gate)
        {
            content.Users--;
            if (content.Users == 0 && _contents.Exists(other => other != content && other.Users == 0))
            {
                _contents.Remove(content);
            }
        }
    }

    private static void Load(ShardContent content, Shard shard)
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
            if (content.Bytes.Length < length)
            {
                content.Bytes = GC.AllocateUninitializedArray<byte>(length);
            }

            ShardReading.Fill(file, content.Bytes.AsSpan(0, length), offset: 0, shard.Path);
            content.IsLoaded = true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CorruptSampleException($"{shard.Path}: cannot be read ({problem.Message.TrimEnd('.')}). Restore the shard.", problem);
        }
    }

    private ShardContent Free()
    {
        if (_contents.Find(content => content.Users == 0) is { } free)
        {
            return free;
        }

        var content = new ShardContent();
        _contents.Add(content);
        return content;
    }
}
