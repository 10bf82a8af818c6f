namespace ScaleNet.Architecture.Weights;

/// <summary>Turns tensor views into tensors: reads each storage once and copies only views that are not contiguous.</summary>
internal sealed class TorchTensorLoader(WeightSource source, TorchContent content, ByteBudget budget)
{
    private readonly Dictionary<string, byte[]> _loaded = new(StringComparer.Ordinal);

    /// <summary>The tensor of a view; tensors that share a storage share its bytes.</summary>
    public WeightTensor Load(string key, TorchTensorView view)
    {
        TensorShape.TryCount(view.Shape.AsSpan(), out var count);
        TensorShape.TryByteCount(count, view.Storage.Element, out var bytes);
        var what = $"tensor {Quoted.Text(key)}";
        if (bytes > Array.MaxLength)
        {
            throw source.Error($"{what} has {bytes} bytes, more than one array holds", "Split it into smaller tensors.");
        }

        if (count == 0)
        {
            return new WeightTensor(view.Storage.Element, view.Shape, ReadOnlyMemory<byte>.Empty);
        }

        if (view.IsContiguous)
        {
            var start = (int)(view.Offset * view.Storage.Element.ElementSize());
            return new WeightTensor(view.Storage.Element, view.Shape, Storage(view.Storage).AsMemory(start, (int)bytes));
        }

        budget.Take(bytes, what);
        var copy = new byte[bytes];
        StridedCopy.Copy(Storage(view.Storage), view, copy);
        return new WeightTensor(view.Storage.Element, view.Shape, copy);
    }

    private byte[] Storage(TorchStorage storage)
    {
        if (!_loaded.TryGetValue(storage.Key, out var bytes))
        {
            bytes = content.ReadStorage(storage);
            _loaded.Add(storage.Key, bytes);
        }

        return bytes;
    }
}
