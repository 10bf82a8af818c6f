namespace ScaleNet.Serving.Batching;

/// <summary>Requests that wait for a thread, and threads that wait for a request.</summary>
/// <remarks>
/// The thread that was busy last gets the next request: where idle threads took turns, the system put them on the processor of the
/// thread that computes with them time and again. One thread at a time makes a batch, so that threads without work do not take
/// requests from each other while they wait for more.
/// </remarks>
internal sealed class WaitingJobs
{
    private readonly Lock _lock = new();
    private readonly Queue<InferenceJob> _jobs = [];
    private readonly Stack<SemaphoreSlim> _idle = []; // what wakes each thread without work; the last to come is on top
    private SemaphoreSlim? _gathering; // what wakes the thread that makes a batch
    private bool _isComplete;

    /// <summary>Requests.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _jobs.Count;
            }
        }
    }

    /// <summary>Threads without work.</summary>
    public int Idle
    {
        get
        {
            lock (_lock)
            {
                return _idle.Count;
            }
        }
    }

    /// <summary>Takes a request.</summary>
    /// <exception cref="InvalidOperationException">No more were to come.</exception>
    public void Add(InferenceJob job)
    {
        lock (_lock)
        {
            if (_isComplete)
            {
                throw new InvalidOperationException("No more requests were to come.");
            }

            _jobs.Enqueue(job);
            Wake();
        }
    }

    /// <summary>Says that no more come.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            Wake();
        }
    }

    /// <summary>Waits for the first request of a batch; nobody else gets any until <see cref="EndBatch"/>.</summary>
    /// <param name="own">What wakes this thread.</param>
    /// <returns>Null when no more come.</returns>
    public InferenceJob? TakeFirst(SemaphoreSlim own)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_gathering is null && _jobs.TryDequeue(out var job))
                {
                    _gathering = own;
                    return job;
                }

                if (_isComplete && _jobs.Count == 0)
                {
                    return null;
                }

                Forget(own);
                _idle.Push(own);
            }

            own.Wait();
        }
    }

    /// <summary>Waits for another request of the batch.</summary>
    /// <param name="own">What wakes this thread.</param>
    /// <param name="fits">Whether it belongs to the batch; if not it stays.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <returns>Null where none came, or none that fits.</returns>
    public InferenceJob? TakeAnother(SemaphoreSlim own, Func<InferenceJob, bool> fits, TimeSpan patience)
    {
        if (MustWait(own))
        {
            own.Wait(patience);
        }

        lock (_lock)
        {
            return _jobs.TryPeek(out var next) && fits(next) ? _jobs.Dequeue() : null;
        }
    }

    /// <summary>Ends what <see cref="TakeFirst"/> began.</summary>
    public void EndBatch()
    {
        lock (_lock)
        {
            _gathering = null;
            Wake();
        }
    }

    // One that is there is the next, whether it fits or not: nobody else takes any while a batch is made.
    private bool MustWait(SemaphoreSlim own)
    {
        lock (_lock)
        {
            Forget(own);
            return _jobs.Count == 0 && !_isComplete;
        }
    }

    // Whom it concerns: who makes a batch; else one thread for a request, or all when there is nothing to wait for any more.
    private void Wake()
    {
        if (_gathering is not null)
        {
            _gathering.Release();
            return;
        }

        for (var count = _jobs.Count > 0 ? 1 : _isComplete ? _idle.Count : 0; count > 0 && _idle.TryPop(out var thread); count--)
        {
            thread.Release();
        }
    }

    // What was released for requests that are taken by now; nothing is released outside of the lock.
    private static void Forget(SemaphoreSlim own)
    {
        while (own.Wait(TimeSpan.Zero))
        {
        }
    }
}
