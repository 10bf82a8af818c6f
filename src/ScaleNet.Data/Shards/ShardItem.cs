namespace ScaleNet.Data.Shards;

/// <summary>One picture in a shard.</summary>
/// <param name="Offset">Where its bytes start in the shard.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Label">Its class.</param>
/// <param name="Checksum">CRC-32 of its bytes; null if nobody computed it.</param>
internal readonly record struct ShardItem(long Offset, int Length, int Label, uint? Checksum);
