namespace ScaleNet.Architecture.Weights;

/// <summary>How the keys of a published file become those of a network.</summary>
/// <param name="Note">What it does, for the user.</param>
/// <param name="Rename">A file's key to the network's; null for a tensor that the network does not have.</param>
internal sealed record KeyMap(string Note, Func<string, string?> Rename)
{
    /// <summary>The file under the mapped names; null if two tensors would get one name, or none changes.</summary>
    public WeightFile? Apply(WeightFile file)
    {
        var tensors = new OrderedDictionary<string, WeightTensor>(StringComparer.Ordinal);
        var changes = false;
        foreach (var (key, tensor) in file.Tensors)
        {
            var name = Rename(key);
            changes |= name != key;
            if (name is not null && !tensors.TryAdd(name, tensor))
            {
                return null;
            }
        }

        return changes ? new WeightFile(tensors, file.Metadata) : null;
    }
}
