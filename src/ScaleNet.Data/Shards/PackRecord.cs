using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Data.Shards;

/// <summary>What a folder of shards is packed from, so that it is only gone on with in the same way.</summary>
/// <param name="Pictures">How many there are.</param>
/// <param name="Source">SHA-256 of the names and labels of all.</param>
/// <param name="ShardBytes">Most bytes of a shard.</param>
/// <param name="Seed">Of the order.</param>
/// <param name="ShortSide">Most pixels of a picture's shorter side; null if none was scaled.</param>
/// <param name="Quality">Of the JPEGs that scaled pictures became; null if none was scaled.</param>
internal sealed record PackRecord(int Pictures, string Source, long ShardBytes, long Seed, int? ShortSide, int? Quality)
{
    private const string FileName = "pack.json";

    /// <summary>The record of a packing.</summary>
    public static PackRecord Of(IEncodedItems items, PackPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < items.Count; i++)
        {
            // Not the whole path: the same pictures may be seen from elsewhere.
            hash.AppendData(Encoding.UTF8.GetBytes($"{items.Label(i)} {Path.GetFileName(items.Where(i))}\n"));
        }

        return new PackRecord(
            items.Count, Convert.ToHexStringLower(hash.GetHashAndReset()), plan.ShardBytes, plan.Seed,
            plan.ShortSide, plan.ShortSide is null ? null : plan.Quality);
    }

    /// <summary>Writes it into a new folder, or compares it with the one there.</summary>
    /// <exception cref="DatasetException">The folder holds shards of something else.</exception>
    public void Claim(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateFiles(folder, "*" + ShardPaths.Extension).Any())
            {
                throw new DatasetException($"{folder}: holds shards that were not packed here. Choose an empty folder.");
            }

            AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this));
            return;
        }

        var there = Parse(path) ?? throw new DatasetException($"{path}: is no record of a packing. Choose an empty folder.");
        if (there != this)
        {
            throw new DatasetException(
                $"{path}: got {there.Describe()}; expected {Describe()} and the same names. "
                + "Go on with the same pictures and options, or choose an empty folder.");
        }
    }

    /// <summary>The record in a folder; null if it is not of a packing.</summary>
    /// <exception cref="DatasetException">It cannot be understood.</exception>
    public static PackRecord? TryRead(string folder) => Path.Combine(folder, FileName) is var path && File.Exists(path) ? Parse(path) : null;

    private string Describe() => FormattableString.Invariant($"{Pictures} pictures, seed {Seed}, {ShardBytes} bytes a shard, ")
        + (ShortSide is { } side ? FormattableString.Invariant($"sides scaled to {side} px with quality {Quality}") : "nothing scaled");

    private static PackRecord? Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PackRecord>(File.ReadAllBytes(path));
        }
        catch (JsonException problem)
        {
            throw new DatasetException($"{path}: is no record of a packing. Choose an empty folder.", problem);
        }
    }
}
