using ScaleNet.Data.Loading;
using ScaleNet.Training.Distributed;

namespace ScaleNet.Training.Runs;

/// <summary>How a detector is run over a set.</summary>
public sealed record DetectionRun
{
    /// <summary>Threads that prepare images.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Counts damaged images that are left out; null if the first one ends it.</summary>
    public CorruptSamples? Corrupt { get; init; }

    /// <summary>The processes that share the set; borrowed. Null for this one alone.</summary>
    public ICollective? Ranks { get; init; }

    /// <summary>Is called before each image, as often on every rank, and may throw.</summary>
    public Action? BeforeImage { get; init; }

    /// <summary>Is told how many images of how many are done.</summary>
    public Action<int, int>? Progress { get; init; }
}
