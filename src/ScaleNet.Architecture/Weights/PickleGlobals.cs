using System.Collections.Frozen;

namespace ScaleNet.Architecture.Weights;

/// <summary>The allow-list: the only Python names that a pickle may mention.</summary>
internal static class PickleGlobals
{
    private static readonly FrozenDictionary<string, PickleGlobal> Allowed =
        All().ToFrozenDictionary(known => known.Name, StringComparer.Ordinal);

    /// <summary>The meaning of a name, or null for a name that is not allowed.</summary>
    public static PickleGlobal? Find(string module, string name) =>
        // A dot inside the second part would make another split of the same letters pass.
        name.Contains('.', StringComparison.Ordinal) ? null : Allowed.GetValueOrDefault($"{module}.{name}");

    private static IEnumerable<PickleGlobal> All()
    {
        yield return new("collections.OrderedDict", PickleGlobalKind.OrderedDict);
        yield return new("torch.Size", PickleGlobalKind.Size);
        yield return new("torch._utils._rebuild_tensor", PickleGlobalKind.RebuildTensor); // before 0.4
        yield return new("torch._utils._rebuild_tensor_v2", PickleGlobalKind.RebuildTensorV2);
        yield return new("torch._utils._rebuild_parameter", PickleGlobalKind.RebuildParameter);
        foreach (var module in (string[])["torch", "torch.storage", "torch.cuda"])
        {
            foreach (var (name, element) in StorageClasses())
            {
                yield return new($"{module}.{name}", PickleGlobalKind.Storage, element);
            }
        }
    }

    private static (string Name, ElementType Element)[] StorageClasses() =>
    [
        ("FloatStorage", ElementType.Float32),
        ("DoubleStorage", ElementType.Float64),
        ("HalfStorage", ElementType.Float16),
        ("BFloat16Storage", ElementType.BFloat16),
        ("LongStorage", ElementType.Int64),
        ("IntStorage", ElementType.Int32),
        ("ShortStorage", ElementType.Int16),
        ("CharStorage", ElementType.Int8),
        ("ByteStorage", ElementType.UInt8),
        ("BoolStorage", ElementType.Bool),
    ];
}
