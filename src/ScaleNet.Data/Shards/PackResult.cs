namespace ScaleNet.Data.Shards;

/// <summary>What was packed.</summary>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Kept">How many of them an earlier run had finished.</param>
/// <param name="Pictures">How many pictures they hold.</param>
/// <param name="Bytes">How long they are together.</param>
public sealed record PackResult(int Shards, int Kept, int Pictures, long Bytes);
