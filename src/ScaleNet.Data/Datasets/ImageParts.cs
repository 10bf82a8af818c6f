using ScaleNet.Data.Shards;

namespace ScaleNet.Data.Datasets;

/// <summary>One part of a data set of picture files, in any layout.</summary>
public static class ImageParts
{
    /// <summary>Opens tar shards where there are some, else one folder a class.</summary>
    /// <param name="path">A folder of either, a shard, or a pattern of shards (see <see cref="TarShards.Open(string)"/>).</param>
    /// <exception cref="DatasetException">It is not complete and sound.</exception>
    public static IEncodedItems Open(string path) => IsShards(path) ? TarShards.Open(path) : FolderItems.Open(path);

    private static bool IsShards(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*" + ShardPaths.Extension).Any()
        : path.EndsWith(ShardPaths.Extension, StringComparison.OrdinalIgnoreCase);
}
