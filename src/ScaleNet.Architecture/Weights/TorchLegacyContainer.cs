using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace ScaleNet.Architecture.Weights;

/// <summary>The container before PyTorch 1.6: five pickles, then the storages.</summary>
/// <remarks>The pickles: a magic number, a protocol number, facts of the system, the value, the storage keys.</remarks>
internal sealed class TorchLegacyContainer
{
    private const long Protocol = 1001;
    private const string LittleEndianKey = "little_endian";

    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    private readonly WeightSource _source;
    private readonly TorchStorageTable _storages = new();
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private long _position;

    private TorchLegacyContainer(WeightSource source) => _source = source;

    /// <summary>Runs the pickles and finds the storages.</summary>
    public static TorchContent Open(WeightSource source)
    {
        var container = new TorchLegacyContainer(source);
        container.RequireHeader();
        var root = container.RunPickle("the saved value");
        container.LocateStorages();
        return new TorchContent(
            root, storage => source.Read(container._offsets[storage.Key], storage.ByteCount, NameOf(storage)));
    }

    private object? RunPickle(string what)
    {
        var input = new PickleInput(_source, what, _position, _source.Length);
        var value = PickleMachine.Run(input, _storages);
        _position = input.Position;
        return value;
    }

    private void RequireHeader()
    {
        if (RunPickle("the first pickle") is not BigInteger magic || magic != Magic)
        {
            throw _source.Error(
                "this is a bare pickle, which holds no tensors", "Save with torch.save(model.state_dict(), path).");
        }

        if (RunPickle("the protocol pickle") is not Protocol)
        {
            throw _source.Damaged($"the legacy container does not have protocol {Protocol}");
        }

        if (RunPickle("the system pickle") is not PickleDictionary system
            || !system.TryGet(LittleEndianKey, out var littleEndian) || littleEndian is not true)
        {
            throw _source.Error("the file was not saved by a little-endian machine", "Save it on a little-endian machine.");
        }
    }

    private void LocateStorages()
    {
        if (RunPickle("the list of storages") is not PickleList keys)
        {
            throw _source.Damaged("the list of storages is no list");
        }

        foreach (var item in keys.Items)
        {
            if (item is not string key || !_storages.ByKey.TryGetValue(key, out var storage)
                || _offsets.ContainsKey(key))
            {
                throw _source.Damaged("the list of storages has an entry that no tensor uses, or one twice");
            }

            Locate(storage);
        }

        if (_offsets.Count != _storages.ByKey.Count)
        {
            throw _source.Damaged($"the file has {_offsets.Count} storages, its tensors use {_storages.ByKey.Count}");
        }

        if (_position != _source.Length)
        {
            throw _source.Damaged($"there are {_source.Length - _position} bytes behind the last storage");
        }
    }

    private void Locate(TorchStorage storage)
    {
        var what = NameOf(storage);
        var count = BinaryPrimitives.ReadInt64LittleEndian(_source.Read(_position, sizeof(long), what));
        if (count != storage.Count)
        {
            throw _source.Damaged($"{what} has {count} elements (expected {storage.Count})");
        }

        _position += sizeof(long);
        _source.RequireRange(_position, storage.ByteCount, $"{what}: its data end early, or it");
        _offsets.Add(storage.Key, _position);
        _position += storage.ByteCount;
    }

    private static string NameOf(TorchStorage storage) => $"storage {Quoted.Text(storage.Key)}";
}
