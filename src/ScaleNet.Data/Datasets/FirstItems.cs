namespace ScaleNet.Data.Datasets;

/// <summary>The first pictures of a set.</summary>
internal sealed class FirstItems : IEncodedItems
{
    private readonly IEncodedItems _items;

    public FirstItems(IEncodedItems items, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, items.Count);
        _items = items;
        Count = count;
        GroupSizes = [.. Cut(items.GroupSizes, count)];
    }

    public string Name => _items.Name;

    public IReadOnlyList<string> ClassNames => _items.ClassNames;

    public int Count { get; }

    public IReadOnlyList<int> GroupSizes { get; }

    public int Label(int index) => _items.Label(index);

    public string Where(int index) => _items.Where(index);

    public IEncodedReader OpenReader() => _items.OpenReader();

    private static IEnumerable<int> Cut(IReadOnlyList<int> sizes, int count)
    {
        foreach (int size in sizes)
        {
            if (count > 0)
            {
                yield return Math.Min(size, count);
                count -= size;
            }
        }
    }
}
