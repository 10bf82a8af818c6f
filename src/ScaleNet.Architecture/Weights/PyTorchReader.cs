namespace ScaleNet.Architecture.Weights;

/// <summary>Reads PyTorch checkpoints (.pth, .pt) without Python and without running what they contain.</summary>
/// <remarks>
/// Both containers are read: the zip archive of PyTorch 1.6 and later, and the older row of pickles. The pickles pass
/// through a machine that knows <c>OrderedDict</c>, <c>torch.Size</c>, the storage classes and the functions that
/// rebuild tensors; a file that mentions any other Python name is refused by that name. Shared, strided and expanded
/// tensors come out contiguous, in row-major order. Parameters come out as tensors; hooks are refused.
/// </remarks>
public static class PyTorchReader
{
    private static ReadOnlySpan<byte> ZipStart => "PK"u8;

    /// <summary>Reads the state dictionary of a checkpoint.</summary>
    /// <remarks>
    /// Where the file holds tensors at its top level, these are taken. Otherwise the first of <c>state_dict</c>,
    /// <c>model_state_dict</c>, <c>model</c>, <c>state_dict_ema</c> that is a dictionary; numbers and strings beside it
    /// become metadata. A prefix <c>module.</c> is removed if all keys have it.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="stateKey">The top-level key that holds the state dictionary, instead of the search.</param>
    /// <exception cref="CheckpointException">The file is of another kind, damaged, or asks for what is not allowed.</exception>
    public static WeightFile Read(string path, string? stateKey = null)
    {
        using var source = WeightSource.Open(path);
        return Read(source, stateKey);
    }

    internal static WeightFile Read(WeightSource source, string? stateKey)
    {
        var budget = new ByteBudget(source);
        var content = IsZip(source) ? TorchZipContainer.Open(source, budget) : TorchLegacyContainer.Open(source);
        var state = SavedState.Find(source, content.Root, stateKey);
        var loader = new TorchTensorLoader(source, content, budget);
        var tensors = state.Tensors.Select(pair => KeyValuePair.Create(pair.Key, loader.Load(pair.Key, pair.Value)));
        return new WeightFile(tensors, state.Scalars);
    }

    private static bool IsZip(WeightSource source) =>
        source.Length >= ZipStart.Length
        && source.Read(0, ZipStart.Length, "the beginning").AsSpan().SequenceEqual(ZipStart);
}
