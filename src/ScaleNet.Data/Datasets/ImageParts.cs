using ScaleNet.Data.Shards;
using ScaleNet.Data.Tables;

namespace ScaleNet.Data.Datasets;

/// <summary>One part of a data set of picture files, in any layout.</summary>
public static class ImageParts
{
    /// <summary>Opens tar shards where there are some, else Parquet files, else one folder a class.</summary>
    /// <param name="path">
    /// A folder of either, a shard or a pattern of shards (see <see cref="TarShards.Open(string)"/>), a Parquet file or a pattern of such
    /// (see <see cref="ParquetItems.Open(string)"/>).
    /// </param>
    /// <exception cref="DatasetException">It is not complete and sound.</exception>
    public static IEncodedItems Open(string path) => Open(path, onProblem: null);

    /// <param name="path">As above.</param>
    /// <param name="onProblem">Is told of archives that are left out; null if the first one is an error.</param>
    internal static IEncodedItems Open(string path, Action<string, DatasetException>? onProblem) =>
        IsShards(path) ? TarShards.Open(path, onProblem: onProblem)
        : ParquetPaths.IsMeant(path) ? ParquetItems.Open(path, onProblem)
        : FolderItems.Open(path);

    private static bool IsShards(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*" + ShardPaths.Extension).Any()
        : path.EndsWith(ShardPaths.Extension, StringComparison.OrdinalIgnoreCase);
}
