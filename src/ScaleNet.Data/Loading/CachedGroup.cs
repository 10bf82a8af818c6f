namespace ScaleNet.Data.Loading;

/// <summary>What is in memory of a group of samples, shared by the threads that read it.</summary>
internal sealed class CachedGroup<TContent>
    where TContent : class, new()
{
    /// <summary>Which group, -1 before the first.</summary>
    public int Group { get; set; } = -1;

    /// <summary>What was loaded, if it was.</summary>
    public TContent Content { get; } = new();

    /// <summary>How many threads read it.</summary>
    public int Users { get; set; }

    /// <summary>Whether the content is that of the group.</summary>
    public bool IsLoaded { get; set; }
}
