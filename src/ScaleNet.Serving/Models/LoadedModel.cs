using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Models;

/// <summary>A model in memory that computes; it is closed when it was replaced and its last user has left.</summary>
internal sealed class LoadedModel
{
    private readonly ModelSessions _sessions;
    private readonly BatchQueue _queue;
    private int _users = 1; // the slot that it is in

    /// <param name="sessions">The model; owned.</param>
    /// <param name="options">How its requests become batches.</param>
    /// <param name="clock">The time.</param>
    public LoadedModel(ModelSessions sessions, BatchOptions options, TimeProvider clock)
    {
        _sessions = sessions;
        var model = sessions.Model;
        Head = ModelHead.Of(model);
        BatchProblem = options.MaxRows > 1 ? BatchProbe.Problem(model) : null;
        MaxRows = BatchProblem is null ? options.MaxRows : 1;
        _queue = new BatchQueue(model.Run, sessions.RunBesideOthers ?? model.Run, options with { MaxRows = MaxRows }, clock);
        Network = new NetworkDescription(model, Head.Detection?.Description);
        End = CloseAsync();
    }

    /// <summary>What it takes.</summary>
    public IReadOnlyList<TensorPort> Inputs => _sessions.Model.Inputs;

    /// <summary>What it gives.</summary>
    public IReadOnlyList<TensorPort> Outputs => _sessions.Model.Outputs;

    /// <summary>How it is used beside tensors.</summary>
    public ModelHead Head { get; }

    /// <summary>What it can be asked beside tensors.</summary>
    public ModelKind Kind => Head.Kind;

    /// <summary>Rows that are computed together at most.</summary>
    public int MaxRows { get; }

    /// <summary>Why its requests are computed one by one; null where they are not, or where that was asked for.</summary>
    public string? BatchProblem { get; }

    /// <summary>What network it is.</summary>
    public NetworkDescription Network { get; }

    /// <summary>Requests that wait.</summary>
    public int QueueLength => _queue.Length;

    /// <summary>Ends when it is closed.</summary>
    public Task End { get; }

    /// <summary>A request of it.</summary>
    /// <param name="inputs">Every input once.</param>
    /// <param name="outputs">Names of what is wanted.</param>
    /// <param name="place">Given back when the inputs are not needed any more; null for nothing.</param>
    public InferenceJob JobOf(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs, IDisposable? place = null) =>
        new(inputs, outputs) { IsOneImage = Kind == ModelKind.Detection, Place = place };

    /// <summary>Computes a request.</summary>
    /// <exception cref="InferenceException">The model fails.</exception>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<JobResult> RunAsync(InferenceJob job, TimeSpan timeout, TimeProvider clock, CancellationToken gone)
    {
        _queue.Add(job);
        try
        {
            return await job.End.WaitAsync(timeout, clock, gone);
        }
        catch (Exception problem) when (problem is TimeoutException or OperationCanceledException)
        {
            job.Abandon();
            throw;
        }
    }

    /// <summary>Adds a user.</summary>
    /// <returns>Whether it can still be used.</returns>
    public bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A user leaves.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _queue.Complete();
        }
    }

    // Requests that nobody waits for may still be computed when the last user leaves: the threads end first.
    private async Task CloseAsync()
    {
        await _queue.End;
        _sessions.Dispose();
    }
}
