namespace ScaleNet.Training.Distributed;

/// <summary>Where the threads of <see cref="InProcess"/> meet.</summary>
internal sealed class InProcessGroup(int size) : IDisposable
{
    private readonly Barrier _barrier = new(size);
    private readonly CancellationTokenSource _ended = new();
    private readonly nint[] _addresses = new nint[size];
    private readonly int[] _counts = new int[size];
    private string? _reason;

    public int Size => size;

    /// <summary>Replaces the values of all ranks by those of rank 0, combined with those of rank 1, and so on.</summary>
    /// <exception cref="ArgumentException">The ranks have different numbers of values.</exception>
    /// <exception cref="CollectiveException">A rank has ended.</exception>
    public unsafe void Combine<T>(int rank, Span<T> values, Func<T, T, T> combine)
        where T : unmanaged
    {
        fixed (T* address = values)
        {
            (_addresses[rank], _counts[rank]) = ((nint)address, values.Length);
            Meet();
            RequireSameCounts(rank);

            // Each rank combines a part of its own for all of them.
            var (first, end) = ((int)((long)values.Length * rank / size), (int)((long)values.Length * (rank + 1) / size));
            for (var i = first; i < end; i++)
            {
                var result = ((T*)_addresses[0])[i];
                for (var other = 1; other < size; other++)
                {
                    result = combine(result, ((T*)_addresses[other])[i]);
                }

                for (var other = 0; other < size; other++)
                {
                    ((T*)_addresses[other])[i] = result;
                }
            }

            // No rank can have ended in between, and none may go while another one still writes to its memory.
            _barrier.SignalAndWait();
        }
    }

    /// <summary>Waits for all ranks.</summary>
    /// <exception cref="CollectiveException">A rank has ended.</exception>
    public void Meet()
    {
        try
        {
            _barrier.SignalAndWait(_ended.Token);
        }
        catch (OperationCanceledException)
        {
            throw new CollectiveException(_reason!);
        }
    }

    public void Abort(int rank, int exitCode)
    {
        // The first one is the cause; those after it have only learnt of it.
        Interlocked.CompareExchange(
            ref _reason, FormattableString.Invariant($"rank {rank} has ended with exit code {exitCode}"), null);
        _ended.Cancel();
    }

    public void Dispose()
    {
        _barrier.Dispose();
        _ended.Dispose();
    }

    // Every rank finds the same, so all of them leave.
    private void RequireSameCounts(int rank)
    {
        var differing = Array.FindIndex(_counts, count => count != _counts[0]);
        if (differing >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"rank {rank}: rank {differing} has {_counts[differing]} values and rank 0 has {_counts[0]}. Make the same calls in all ranks."));
        }
    }
}
