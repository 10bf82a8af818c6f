using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Models;

/// <summary>Limits the requests of a model that wait and compute at once.</summary>
/// <param name="limit">Most requests.</param>
/// <param name="name">The model, for the message.</param>
internal sealed class Admission(int limit, string name)
{
    private int _count;

    /// <summary>Requests now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Looks whether there is a place, and takes none.</summary>
    /// <exception cref="RequestProblem">All are taken.</exception>
    public void Check()
    {
        if (Count >= limit)
        {
            throw Full();
        }
    }

    /// <summary>Takes a place until it is disposed.</summary>
    /// <exception cref="RequestProblem">All are taken.</exception>
    public IDisposable Enter()
    {
        for (var count = Count; count < limit; count = Count)
        {
            if (Interlocked.CompareExchange(ref _count, count + 1, count) == count)
            {
                return new Place(this);
            }
        }

        throw Full();
    }

    private RequestProblem Full() => RequestProblem.TooMany(FormattableString.Invariant(
        $"model {name}: has {limit} requests, as many as it may have at once. Come again later."));

    private sealed class Place(Admission admission) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                Interlocked.Decrement(ref admission._count);
            }
        }
    }
}
