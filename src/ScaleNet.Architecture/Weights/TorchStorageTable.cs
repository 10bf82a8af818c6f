namespace ScaleNet.Architecture.Weights;

/// <summary>The storages that a pickle declares through its persistent identifiers.</summary>
/// <remarks>
/// An identifier is <c>('storage', class, key, device, count)</c>; the legacy container adds None or
/// <c>(key, offset, count)</c> for a storage that is a part of another, as PyTorch before 0.4 wrote.
/// </remarks>
internal sealed class TorchStorageTable
{
    private const int PlainParts = 5;
    private const int PartsWithView = 6;

    private readonly Dictionary<string, TorchStorage> _byKey = new(StringComparer.Ordinal);

    /// <summary>Key to storage.</summary>
    public IReadOnlyDictionary<string, TorchStorage> ByKey => _byKey;

    /// <summary>Finds or adds the storage that an identifier declares.</summary>
    public TorchStorage Resolve(object? identifier, PickleInput input)
    {
        if (identifier is not PickleTuple { Items: { Count: PlainParts or PartsWithView } parts }
            || parts[0] is not "storage")
        {
            throw input.Error("has a persistent identifier that is no storage", "Save model.state_dict(), not the model.");
        }

        if (parts[1] is not PickleGlobal { Kind: PickleGlobalKind.Storage } type || parts[2] is not string key
            || parts[3] is not string || parts[4] is not long count)
        {
            throw input.Error("has a storage identifier with values of wrong types");
        }

        if (parts.Count == PartsWithView && parts[PlainParts] is not null)
        {
            throw input.Error(
                "has a storage that is a part of another one, which only PyTorch before 0.4 wrote",
                "Load and save the file with a newer PyTorch.");
        }

        return Declare(new TorchStorage(key, type.Element, count), input);
    }

    private TorchStorage Declare(TorchStorage storage, PickleInput input)
    {
        if (storage.Count < 0 || !TensorShape.TryByteCount(storage.Count, storage.Element, out _))
        {
            throw input.Error($"declares a storage of {storage.Count} elements");
        }

        if (_byKey.TryGetValue(storage.Key, out var known))
        {
            return known == storage
                ? known
                : throw input.Error($"declares storage {Quoted.Text(storage.Key)} twice, differently");
        }

        _byKey.Add(storage.Key, storage);
        return storage;
    }
}
