namespace ScaleNet.Architecture.Weights;

/// <summary>A Python tuple, or a <c>torch.Size</c>.</summary>
internal sealed class PickleTuple(object?[] items) : INested
{
    /// <summary>The values in order.</summary>
    public IReadOnlyList<object?> Items => items;

    /// <inheritdoc/>
    public int Depth { get; } = 1 + items.Select(PickleValue.DepthOf).DefaultIfEmpty().Max();
}
