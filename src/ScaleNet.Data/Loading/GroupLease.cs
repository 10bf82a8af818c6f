namespace ScaleNet.Data.Loading;

/// <summary>The group that one thread reads at the moment.</summary>
internal sealed class GroupLease<TContent>(GroupCache<TContent> cache) : IDisposable
    where TContent : class, new()
{
    private CachedGroup<TContent>? _held;

    /// <summary>A group's content; until another one is asked for.</summary>
    /// <exception cref="CorruptSampleException">It cannot be loaded.</exception>
    public TContent Get(int group)
    {
        if (_held?.Group != group)
        {
            Dispose();
            _held = cache.Rent(group);
        }

        return _held.Content;
    }

    public void Dispose()
    {
        if (_held is not null)
        {
            cache.Return(_held);
            _held = null;
        }
    }
}
