using ScaleNet.Data.Images;

namespace ScaleNet.Deployment.Inference;

/// <summary>How a model is run.</summary>
public sealed record ClassifierOptions
{
    /// <summary>Threads that compute one call.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether threads without work spin a while instead of sleeping at once. Off: it takes the processor from whoever decodes
    /// the next pictures.
    /// </summary>
    public bool SpinIdleThreads { get; init; }

    /// <summary>What the input looks like, for a model that does not say it; null for ImageNet's mean and deviation.</summary>
    public Preprocessing? Preprocessing { get; init; }
}
