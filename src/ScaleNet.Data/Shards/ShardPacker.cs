using System.Globalization;
using System.Text.Json;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Data.Shards;

/// <summary>Packs pictures into shards in a random order, shard by shard.</summary>
/// <remarks>
/// A shard and its list appear as a whole or not at all. A packing that was cut off is gone on with: finished shards are kept when their
/// bytes are those of their checksum, and the result is byte for byte that of an undisturbed one.
/// </remarks>
public static class ShardPacker
{
    private const string NumberFormat = "D6";

    /// <summary>Packs all pictures of a set.</summary>
    /// <param name="items">The pictures.</param>
    /// <param name="folder">Where the shards go; made if it is not there.</param>
    /// <param name="plan">How.</param>
    /// <param name="onShard">Told of each finished shard: its path, and whether it had been there.</param>
    /// <param name="onProblem">Told of each picture that was to be scaled, cannot be decoded, and is packed as it is.</param>
    /// <param name="stop">Gives up between pictures; what is finished stays.</param>
    /// <exception cref="DatasetException">A picture cannot be read, or the folder holds shards of something else.</exception>
    public static PackResult Pack(
        IEncodedItems items, string folder, PackPlan plan, Action<string, bool>? onShard = null, Action<string>? onProblem = null,
        CancellationToken stop = default)
    {
        plan.Validate();
        Directory.CreateDirectory(folder);
        PackRecord.Of(items, plan).Claim(folder);
        AtomicFile.WriteAllBytes(
            Path.Combine(folder, ClassNameFile.JsonName), JsonSerializer.SerializeToUtf8Bytes(items.ClassNames));

        // Of shards and groups of rows, one after the other: any other order would read a whole one for every picture.
        int[] order = EpochOrder.Shuffled(items.GroupSizes, plan.Seed, epoch: 0);
        var pictures = new PicturesToPack(items, order, plan, onProblem, stop);
        var result = new PackResult(0, 0, 0, 0);
        while (result.Pictures < order.Length)
        {
            string path = Path.Combine(
                folder, $"shard-{result.Shards.ToString(NumberFormat, CultureInfo.InvariantCulture)}{ShardPaths.Extension}");
            var kept = ShardList.TryVerify(path);
            var list = kept ?? Write(path, pictures, result.Pictures, plan, stop);
            result = new PackResult(
                result.Shards + 1, result.Kept + (kept is null ? 0 : 1), result.Pictures + list.Offsets.Length, result.Bytes + list.Length);
            onShard?.Invoke(path, kept is not null);
        }

        return result;
    }

    private static ShardList Write(string path, PicturesToPack pictures, int first, PackPlan plan, CancellationToken stop)
    {
        ShardList? list = null;
        AtomicFile.Write(path, target =>
        {
            using var writer = new ShardWriter(target);
            for (int place = first; place < pictures.Count; place++)
            {
                stop.ThrowIfCancellationRequested();
                byte[] picture = pictures[place];
                int label = pictures.Label(place);
                if (place > first && writer.Length + ShardWriter.Cost(picture.Length, label) > plan.ShardBytes)
                {
                    break;
                }

                writer.Add(place, picture, label);
            }

            list = writer.Finish();
        });
        list!.Write(path);
        return list;
    }
}
