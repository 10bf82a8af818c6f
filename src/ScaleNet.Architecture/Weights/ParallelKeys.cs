namespace ScaleNet.Architecture.Weights;

/// <summary>Keys of models that were saved inside PyTorch's DataParallel or DistributedDataParallel.</summary>
/// <remarks>The releases of Big-Little Net are such files. The reader of PyTorch files strips the prefix itself.</remarks>
internal static class ParallelKeys
{
    public const string Prefix = "module.";

    public static KeyMap Map { get; } = new(
        $"the prefix '{Prefix}' of the keys was stripped",
        key => key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key);
}
