namespace ScaleNet.Serving.Http;

/// <summary>Counts the requests that are under way and lets no more in once the server is ending.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _active;
    private long _answered;
    private long _refused;
    private bool _isClosed;
    private volatile bool _isGivenUp;

    /// <summary>Whether requests are let in.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return !_isClosed;
            }
        }
    }

    /// <summary>Whether those that are still under way are cut off.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Requests under way.</summary>
    public int Active
    {
        get
        {
            lock (_lock)
            {
                return _active;
            }
        }
    }

    /// <summary>Requests that got what they asked for, to the last byte.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Requests that did not.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Lets a request in until <see cref="Leave"/>.</summary>
    /// <exception cref="RequestProblem">The server is ending.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw RequestProblem.Ending();
            }

            _active++;
        }
    }

    /// <summary>A request is answered.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _active--;
            if (_isClosed && _active == 0)
            {
                _empty.TrySetResult();
            }
        }
    }

    /// <summary>Counts an answer.</summary>
    public void CountAnswer(bool isGood) => Interlocked.Increment(ref isGood ? ref _answered : ref _refused);

    /// <summary>Notes that those that are still under way are cut off.</summary>
    public void GiveUp() => _isGivenUp = true;

    /// <summary>Lets no more in.</summary>
    /// <returns>Ends when none is under way.</returns>
    public Task Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_active == 0)
            {
                _empty.TrySetResult();
            }

            return _empty.Task;
        }
    }
}
