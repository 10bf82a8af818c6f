namespace ScaleNet.Data.Shards;

/// <summary>How pictures are packed into shards.</summary>
public sealed record PackPlan
{
    /// <summary>Bytes in a MiB, in which people count.</summary>
    public const long Mebibyte = 1L << 20;

    /// <summary>A shard is closed before it would grow beyond this, bytes; a single larger picture has a shard of its own.</summary>
    public long ShardBytes { get; init; } = 256 * Mebibyte;

    /// <summary>Determines the order.</summary>
    public long Seed { get; init; }
}
