using System.Diagnostics.CodeAnalysis;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Batching;

/// <summary>Lets a model compute requests, several together where they fit; on threads of its own.</summary>
/// <remarks>
/// How many may wait is limited before they come here. A batch that fails is computed again one request at a time, so that none is
/// answered with another's mistake.
/// </remarks>
internal sealed class BatchQueue
{
    private readonly WaitingJobs _jobs = new();
    private readonly RunTensors _runAlone;
    private readonly RunTensors _runBesideOthers;
    private readonly BatchOptions _options;
    private readonly TimeProvider _clock;
    private int _busy; // threads that have a request

    /// <summary>Starts its threads.</summary>
    /// <param name="runAlone">The model, where nothing else of it is computed or waits.</param>
    /// <param name="runBesideOthers">The model, where something else is.</param>
    /// <param name="options">How batches are made.</param>
    /// <param name="clock">The time.</param>
    public BatchQueue(RunTensors runAlone, RunTensors runBesideOthers, BatchOptions options, TimeProvider clock)
    {
        (_runAlone, _runBesideOthers, _options, _clock) = (runAlone, runBesideOthers, options, clock);
        End = Task.WhenAll(Enumerable.Range(0, options.Instances).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>Runs a model once.</summary>
    public delegate IReadOnlyList<HostTensor> RunTensors(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs);

    /// <summary>Ends when the last request is computed after <see cref="Complete"/>.</summary>
    public Task End { get; }

    /// <summary>Requests that wait.</summary>
    public int Length => _jobs.Count;

    /// <summary>Threads without work.</summary>
    public int Idle => _jobs.Idle;

    /// <summary>Takes a request.</summary>
    public void Add(InferenceJob job)
    {
        job.Arrival = _clock.GetTimestamp();
        _jobs.Add(job);
    }

    /// <summary>Says that no more come; those that wait are computed.</summary>
    public void Complete() => _jobs.Complete();

    private void Work()
    {
        using var own = new SemaphoreSlim(0);
        var memory = new BatchMemory();
        while (_jobs.TakeFirst(own) is { } first)
        {
            Interlocked.Increment(ref _busy);
            var batch = Gather(first, own);
            _jobs.EndBatch();
            if (batch.Count > 0)
            {
                Compute(batch, memory);
            }

            Interlocked.Decrement(ref _busy);
        }
    }

    private List<InferenceJob> Gather(InferenceJob first, SemaphoreSlim own)
    {
        if (first.IsAbandoned)
        {
            first.Drop();
            return [];
        }

        List<InferenceJob> batch = [first];
        var start = _clock.GetTimestamp();
        var (rows, enough) = (first.Rows, EnoughRows());
        while (rows < enough && _jobs.TakeAnother(own, Fits, Remaining(start)) is { } job)
        {
            if (job.IsAbandoned)
            {
                job.Drop();
                continue;
            }

            batch.Add(job);
            rows += job.Rows;
        }

        return batch;

        bool Fits(InferenceJob job) => job.IsAbandoned || (job.MayJoin(first) && rows + job.Rows <= _options.MaxRows);
    }

    // Without a delay the other threads are left their share of what is there.
    private int EnoughRows() => _options.Delay > TimeSpan.Zero
        ? _options.MaxRows
        : Math.Clamp((_jobs.Count + _options.Instances) / _options.Instances, 1, _options.MaxRows);

    private TimeSpan Remaining(long start)
    {
        var remaining = _options.Delay - _clock.GetElapsedTime(start);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a thread: who waits for the request gets the exception.")]
    private void Compute(List<InferenceJob> batch, BatchMemory memory)
    {
        try
        {
            ComputeTogether(batch, memory);
        }
        catch (InferenceException) when (batch.Count > 1)
        {
            batch.ForEach(job => Compute([job], memory));
        }
        catch (Exception problem)
        {
            batch.ForEach(job => job.Fail(problem));
        }
    }

    private void ComputeTogether(List<InferenceJob> batch, BatchMemory memory)
    {
        var start = _clock.GetTimestamp();
        var rows = batch.Sum(job => job.Rows);
        string[] wanted = [.. batch.SelectMany(job => job.Outputs).Distinct(StringComparer.Ordinal)];
        var run = Volatile.Read(ref _busy) == 1 && Length == 0 ? _runAlone : _runBesideOthers;
        var results = run(TensorRows.Join([.. batch.Select(job => job.Inputs)], memory), wanted);
        var computed = _clock.GetElapsedTime(start);
        var parts = batch.Count == 1 ? [results] : TensorRows.Split(results, [.. batch.Select(job => job.Rows)]);
        for (var i = 0; i < batch.Count; i++)
        {
            var own = batch[i].Outputs.Select(name => parts[i].Single(tensor => tensor.Name == name)).ToArray();
            batch[i].Succeed(new JobResult(own, _clock.GetElapsedTime(batch[i].Arrival, start), computed, rows));
        }
    }
}
