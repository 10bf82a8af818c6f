namespace ScaleNet.Cli.Studies;

/// <summary>Gives out the trainings of a study to several threads, each when what it needs is done.</summary>
internal sealed class StudyQueue
{
    private readonly Lock _lock = new();
    private readonly List<StudyTask> _pending;
    private readonly HashSet<string> _done;
    private readonly HashSet<string> _failed = [];
    private readonly CancellationToken _stop;
    private TaskCompletionSource _changed = New();

    /// <summary>A queue of what is not done yet.</summary>
    /// <param name="tasks">All, in order; a task comes after the one that it needs.</param>
    /// <param name="done">Those that are done.</param>
    /// <param name="stop">Ends it.</param>
    public StudyQueue(IEnumerable<StudyTask> tasks, IEnumerable<string> done, CancellationToken stop)
    {
        _done = [.. done];
        _pending = [.. tasks.Where(task => !_done.Contains(task.Id))];
        _stop = stop;
    }

    /// <summary>Trainings that are not given out yet.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>The next training; waits for one that can begin. Null when there is none left, or it was asked to stop.</summary>
    public StudyTask? Next()
    {
        while (!_stop.IsCancellationRequested)
        {
            Task changed;
            lock (_lock)
            {
                _pending.RemoveAll(task => task.Needs is { } needed && _failed.Contains(needed) && _failed.Add(task.Id));
                if (_pending.Count == 0)
                {
                    return null;
                }

                if (_pending.FirstOrDefault(task => task.Needs is null || _done.Contains(task.Needs)) is { } ready)
                {
                    _pending.Remove(ready);
                    return ready;
                }

                changed = _changed.Task;
            }

            Task.WaitAny([changed], _stop);
        }

        return null;
    }

    /// <summary>Says how a training ended.</summary>
    public void Ended(StudyTask task, bool isGood)
    {
        lock (_lock)
        {
            (isGood ? _done : _failed).Add(task.Id);
            _changed.SetResult();
            _changed = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
