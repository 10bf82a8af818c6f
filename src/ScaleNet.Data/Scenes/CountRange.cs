namespace ScaleNet.Data.Scenes;

/// <summary>Whole numbers from a least to a most one, all equally likely.</summary>
public readonly record struct CountRange
{
    /// <summary>A range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The least one is below 0 or above the most one.</exception>
    public CountRange(int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(least);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        (Least, Most) = (least, most);
    }

    /// <summary>The smallest.</summary>
    public int Least { get; }

    /// <summary>The largest.</summary>
    public int Most { get; }
}
