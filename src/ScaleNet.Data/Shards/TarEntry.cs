namespace ScaleNet.Data.Shards;

/// <summary>A regular file in a tar archive.</summary>
/// <param name="Name">Its path as stored; only ever compared, never opened.</param>
/// <param name="Offset">Where its bytes start in the archive.</param>
/// <param name="Length">How many they are.</param>
internal readonly record struct TarEntry(string Name, long Offset, long Length);
