namespace ScaleNet.Data.Datasets;

/// <summary>Items that lie in groups, one after the other.</summary>
internal sealed class ItemGroups
{
    private readonly int[] _starts;

    /// <param name="sizes">Items of each group, none of them empty.</param>
    public ItemGroups(IReadOnlyList<int> sizes)
    {
        Sizes = sizes;
        _starts = new int[sizes.Count];
        for (int group = 0; group < sizes.Count; group++)
        {
            _starts[group] = Count;
            Count = checked(Count + sizes[group]);
        }
    }

    /// <summary>Items of each group.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Items of all.</summary>
    public int Count { get; }

    /// <summary>In which group an item is, and where in it.</summary>
    public (int Group, int Place) Find(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int place = Array.BinarySearch(_starts, index);
        int group = place >= 0 ? place : ~place - 1;
        return (group, index - _starts[group]);
    }
}
