namespace ScaleNet.Data.Shards;

/// <summary>A tar archive of pictures and labels.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its length, bytes.</param>
/// <param name="Items">Its pictures, in order.</param>
internal sealed record Shard(string Path, long Length, ShardItem[] Items);
