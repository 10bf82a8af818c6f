namespace ScaleNet.Deployment.Inference;

/// <summary>How a detector's model is run.</summary>
public sealed record DetectorOptions
{
    /// <summary>Threads that compute one call.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether threads without work spin a while instead of sleeping at once. Off: it takes the processor from whoever decodes
    /// the next pictures.
    /// </summary>
    public bool SpinIdleThreads { get; init; }

    /// <summary>
    /// Whether large tensors are mapped from the model's file instead of copied: the model opens in about half the time and
    /// memory, but the file must stay as it is until the model is closed.
    /// </summary>
    public bool MapFile { get; init; }
}
