namespace ScaleNet.Architecture.Weights;

/// <summary>A Python list.</summary>
internal sealed class PickleList : INested
{
    private readonly List<object?> _items = [];

    /// <summary>The values in order.</summary>
    public IReadOnlyList<object?> Items => _items;

    /// <inheritdoc/>
    public int Depth { get; private set; } = 1;

    /// <summary>Appends a value.</summary>
    public void Add(object? item)
    {
        _items.Add(item);
        Depth = Math.Max(Depth, 1 + PickleValue.DepthOf(item));
    }
}
