using System.Text.Json;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Data.Shards;

/// <summary>The list beside a shard: places, lengths, labels and checksums of its pictures, and its own checksum.</summary>
/// <remarks>With it a shard is opened without a look at its headers, and a damaged picture is noticed.</remarks>
internal sealed record ShardList
{
    private const string Suffix = ".list.json";

    /// <summary>Length of the shard, bytes.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of the shard, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where each picture starts, bytes.</summary>
    public required long[] Offsets { get; init; }

    /// <summary>Length of each picture, bytes.</summary>
    public required int[] Lengths { get; init; }

    /// <summary>Class of each picture.</summary>
    public required int[] Labels { get; init; }

    /// <summary>CRC-32 of each picture.</summary>
    public required uint[] Crc32 { get; init; }

    /// <summary>The shard by its list; null if it has none.</summary>
    /// <exception cref="DatasetException">The list is unsound, or of another shard.</exception>
    public static Shard? TryRead(string shard)
    {
        string path = shard + Suffix;
        if (!File.Exists(path))
        {
            return null;
        }

        var list = Parse(path);
        long length = new FileInfo(shard) is { Exists: true } file ? file.Length : -1;
        return length == list.Length
            ? new Shard(shard, length, list.Items())
            : throw new DatasetException($"{shard}: got {length} bytes, expected the {list.Length} of {path}. Restore the shard, or remove the list.");
    }

    /// <summary>The list of a shard whose bytes are those of its checksum; null if it must be made again.</summary>
    public static ShardList? TryVerify(string shard)
    {
        try
        {
            if (!File.Exists(shard) || !File.Exists(shard + Suffix))
            {
                return null;
            }

            var list = Parse(shard + Suffix);
            using var file = File.OpenRead(shard);
            return file.Length == list.Length && HashOf(file) == list.Sha256 ? list : null;
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    /// <summary>Compares a shard with its list: the checksum of its bytes, and the places, lengths and labels of its pictures.</summary>
    /// <exception cref="DatasetException">There is no list, or they disagree.</exception>
    public static void Verify(string shard)
    {
        string path = shard + Suffix;
        var list = File.Exists(path) ? Parse(path) : throw new DatasetException($"{shard}: has no list {path}. Pack it again.");
        using (var file = File.OpenRead(shard))
        {
            string hash = HashOf(file);
            if (hash != list.Sha256)
            {
                throw new DatasetException($"{shard}: got the SHA-256 {hash}, expected {list.Sha256} as in its list. Restore the shard.");
            }
        }

        if (!ShardScanner.Scan(shard).Items.SequenceEqual(list.Items().Select(item => item with { Checksum = null })))
        {
            throw new DatasetException($"{path}: got other places, lengths or labels than those in the shard. Pack it again.");
        }
    }

    /// <summary>Whether a shard has one.</summary>
    public static bool IsBeside(string shard) => File.Exists(shard + Suffix);

    /// <summary>Writes it beside its shard, as a whole or not at all.</summary>
    public void Write(string shard) => AtomicFile.WriteAllBytes(shard + Suffix, JsonSerializer.SerializeToUtf8Bytes(this));

    private static string HashOf(Stream file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));

    private static ShardList Parse(string path)
    {
        try
        {
            var list = JsonSerializer.Deserialize<ShardList>(File.ReadAllBytes(path));
            return list is not null && list.IsSound()
                ? list
                : throw new DatasetException($"{path}: the pictures do not lie in the shard. Remove the list, or pack the shard again.");
        }
        catch (JsonException problem)
        {
            throw new DatasetException($"{path}: is no list of a shard. Remove it, or pack the shard again.", problem);
        }
    }

    private bool IsSound()
    {
        if (Offsets is null || Lengths is null || Labels is null || Crc32 is null
            || Lengths.Length != Offsets.Length || Labels.Length != Offsets.Length || Crc32.Length != Offsets.Length)
        {
            return false;
        }

        for (int i = 0; i < Offsets.Length; i++)
        {
            if (Offsets[i] < 0 || Lengths[i] < 0 || Labels[i] < 0 || Offsets[i] > Length - Lengths[i])
            {
                return false;
            }
        }

        return true;
    }

    private ShardItem[] Items() =>
        [.. Offsets.Select((offset, i) => new ShardItem(offset, Lengths[i], Labels[i], Crc32[i]))];
}
