namespace ScaleNet.Data.Shards;

/// <summary>The bytes of a whole shard, shared by the threads that read it.</summary>
internal sealed class ShardContent
{
    /// <summary>Which shard, -1 before the first.</summary>
    public int Shard { get; set; } = -1;

    /// <summary>At least its bytes.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>How many threads read it.</summary>
    public int Users { get; set; }

    /// <summary>Whether the bytes are those of the shard.</summary>
    public bool IsLoaded { get; set; }
}
