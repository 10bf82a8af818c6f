namespace ScaleNet.Data.Shards;

/// <summary>How pictures are packed into shards.</summary>
public sealed record PackPlan
{
    /// <summary>Bytes in a MiB, in which people count.</summary>
    public const long Mebibyte = 1L << 20;

    /// <summary>The largest value of <see cref="Quality"/>.</summary>
    public const int BestQuality = 100;

    /// <summary>High, as the picture has been a JPEG before, most often, and is not to lose much again.</summary>
    public const int DefaultQuality = 95;

    /// <summary>A shard is closed before it would grow beyond this, bytes; a single larger picture has a shard of its own.</summary>
    public long ShardBytes { get; init; } = 256 * Mebibyte;

    /// <summary>Determines the order.</summary>
    public long Seed { get; init; }

    /// <summary>Pictures whose shorter side has more pixels are scaled down to so many and become JPEGs; null: every file stays as it is.</summary>
    public int? ShortSide { get; init; }

    /// <summary>Quality of those JPEGs, 1 to 100.</summary>
    public int Quality { get; init; } = DefaultQuality;

    /// <summary>Threads that read and scale. The shards do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ShardBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ShortSide ?? 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Quality, BestQuality);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Workers);
    }
}
