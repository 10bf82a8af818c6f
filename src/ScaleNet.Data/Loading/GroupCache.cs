namespace ScaleNet.Data.Loading;

/// <summary>Loads each group of samples (a shard, a group of rows) once for all threads that read it, into memory that is used again.</summary>
/// <remarks>Memory: one group for each that is being read, at most one a thread, and one that waits for the next reader.</remarks>
/// <param name="load">Loads a group in place of what is there.</param>
internal sealed class GroupCache<TContent>(Action<int, TContent> load)
    where TContent : class, new()
{
    private readonly List<CachedGroup<TContent>> _groups = [];
    private readonly object _gate = new();

    /// <summary>Loads a group, or waits until another thread has; give it back with <see cref="Return"/>.</summary>
    /// <exception cref="CorruptSampleException">It cannot be loaded.</exception>
    public CachedGroup<TContent> Rent(int group)
    {
        CachedGroup<TContent> cached;
        lock (_gate)
        {
            cached = _groups.Find(known => known.Group == group) ?? Free();
            cached.IsLoaded &= cached.Group == group;
            cached.Group = group;
            cached.Users++;
        }

        try
        {
            lock (cached) // the first one loads, the others of this group wait
            {
                if (!cached.IsLoaded)
                {
                    load(group, cached.Content);
                    cached.IsLoaded = true;
                }
            }

            return cached;
        }
        catch (CorruptSampleException)
        {
            Return(cached);
            throw;
        }
    }

    /// <summary>Ends one thread's use.</summary>
    public void Return(CachedGroup<TContent> cached)
    {
        lock (_gate)
        {
            cached.Users--;
            if (cached.Users == 0 && _groups.Exists(other => other != cached && other.Users == 0))
            {
                _groups.Remove(cached);
            }
        }
    }

    private CachedGroup<TContent> Free()
    {
        if (_groups.Find(cached => cached.Users == 0) is { } free)
        {
            return free;
        }

        var added = new CachedGroup<TContent>();
        _groups.Add(added);
        return added;
    }
}
