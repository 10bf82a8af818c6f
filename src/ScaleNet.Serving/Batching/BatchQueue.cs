using System.Collections.Concurrent;
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
    private readonly BlockingCollection<InferenceJob> _jobs = [];
    private readonly RunTensors _run;
    private readonly BatchOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Starts its threads.</summary>
    /// <param name="run">The model.</param>
    /// <param name="options">How batches are made.</param>
    /// <param name="clock">The time.</param>
    public BatchQueue(RunTensors run, BatchOptions options, TimeProvider clock)
    {
        (_run, _options, _clock) = (run, options, clock);
        End = Task.WhenAll(Enumerable.Range(0, options.Instances).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>Runs a model once.</summary>
    public delegate IReadOnlyList<HostTensor> RunTensors(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs);

    /// <summary>Ends when the last request is computed after <see cref="Complete"/>.</summary>
    public Task End { get; }

    /// <summary>Requests that wait.</summary>
    public int Length => _jobs.Count;

    /// <summary>Takes a request.</summary>
    public void Add(InferenceJob job)
    {
        job.Arrival = _clock.GetTimestamp();
        _jobs.Add(job);
    }

    /// <summary>Says that no more come; those that wait are computed.</summary>
    public void Complete() => _jobs.CompleteAdding();

    private void Work()
    {
        InferenceJob? next = null;
        while (next is not null || _jobs.TryTake(out next, Timeout.Infinite))
        {
            var batch = Gather(next, out next);
            if (batch.Count > 0)
            {
                Compute(batch);
            }
        }
    }

    /// <summary>A batch that begins with a request.</summary>
    /// <param name="first">The request.</param>
    /// <param name="next">A request that was taken but does not fit; null for none.</param>
    private List<InferenceJob> Gather(InferenceJob first, out InferenceJob? next)
    {
        next = null;
        var batch = new List<InferenceJob>();
        if (first.IsAbandoned)
        {
            first.Drop();
        }
        else
        {
            batch.Add(first);
        }

        var start = _clock.GetTimestamp();
        for (var rows = first.Rows; batch.Count > 0 && rows < _options.MaxRows && _jobs.TryTake(out var job, Remaining(start));)
        {
            if (job.IsAbandoned)
            {
                job.Drop();
                continue;
            }

            if (!job.MayJoin(first) || rows + job.Rows > _options.MaxRows)
            {
                next = job;
                break;
            }

            batch.Add(job);
            rows += job.Rows;
        }

        return batch;
    }

    private TimeSpan Remaining(long start)
    {
        var remaining = _options.Delay - _clock.GetElapsedTime(start);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a thread: who waits for the request gets the exception.")]
    private void Compute(List<InferenceJob> batch)
    {
        try
        {
            ComputeTogether(batch);
        }
        catch (InferenceException) when (batch.Count > 1)
        {
            batch.ForEach(job => Compute([job]));
        }
        catch (Exception problem)
        {
            batch.ForEach(job => job.Fail(problem));
        }
    }

    private void ComputeTogether(List<InferenceJob> batch)
    {
        var start = _clock.GetTimestamp();
        var rows = batch.Sum(job => job.Rows);
        string[] wanted = [.. batch.SelectMany(job => job.Outputs).Distinct(StringComparer.Ordinal)];
        var results = _run(TensorRows.Join([.. batch.Select(job => job.Inputs)]), wanted);
        var computed = _clock.GetElapsedTime(start);
        var parts = batch.Count == 1 ? [results] : TensorRows.Split(results, [.. batch.Select(job => job.Rows)]);
        for (var i = 0; i < batch.Count; i++)
        {
            var own = batch[i].Outputs.Select(name => parts[i].Single(tensor => tensor.Name == name)).ToArray();
            batch[i].Succeed(new JobResult(own, _clock.GetElapsedTime(batch[i].Arrival, start), computed, rows));
        }
    }
}
