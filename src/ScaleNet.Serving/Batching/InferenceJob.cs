using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Batching;

/// <summary>A request that waits for its computation.</summary>
/// <param name="inputs">Every input of the model once, each with the same number of rows if it is to share a batch.</param>
/// <param name="outputs">Names of what is wanted.</param>
internal sealed class InferenceJob(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs)
{
    private readonly TaskCompletionSource<JobResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isAbandoned;

    /// <summary>The tensors.</summary>
    public IReadOnlyList<HostTensor> Inputs => inputs;

    /// <summary>Names of what is wanted.</summary>
    public IReadOnlyList<string> Outputs => outputs;

    /// <summary>Whether the tensors are of one image, without an axis of images.</summary>
    public bool IsOneImage { get; init; }

    /// <summary>Given back when the tensors are not needed any more, which may be long after nobody waits; null for nothing.</summary>
    public IDisposable? Place { get; init; }

    /// <summary>Rows of every tensor.</summary>
    public long Rows => IsOneImage ? 1 : inputs[0].Rows;

    /// <summary>When it came, in the clock's ticks.</summary>
    public long Arrival { get; set; }

    /// <summary>Its result, or why there is none; cancelled if nobody waited for it when its turn came.</summary>
    public Task<JobResult> End => _end.Task;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsAbandoned => _isAbandoned;

    /// <summary>Says that nobody waits for it.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Whether both may be computed together: all their tensors differ in nothing but rows.</summary>
    public bool MayJoin(InferenceJob other) =>
        inputs.Count == other.Inputs.Count && inputs.Zip(other.Inputs).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Shape.AsSpan(1).SequenceEqual(pair.Second.Shape.AsSpan(1)));

    /// <summary>Hands the result over.</summary>
    public void Succeed(JobResult result)
    {
        Place?.Dispose();
        _end.TrySetResult(result);
    }

    /// <summary>Says why there is none.</summary>
    public void Fail(Exception problem)
    {
        Place?.Dispose();
        _end.TrySetException(problem);
    }

    /// <summary>Says that it is not computed, since nobody waits.</summary>
    public void Drop()
    {
        Place?.Dispose();
        _end.TrySetCanceled();
    }
}
