namespace ScaleNet.Cli.Commands;

/// <summary>How a training is run; none of it changes what is learned, but for the last bits.</summary>
internal sealed record RunSettings
{
    /// <summary>Threads that prepare batches.</summary>
    public required int Workers { get; init; }

    /// <summary>Threads that compute; null for this process's share of the processors.</summary>
    public required int? Threads { get; init; }

    public required TrainingDevice Device { get; init; }

    public required int? LimitBatches { get; init; }

    /// <summary>Epochs from one test to the next.</summary>
    public required int ValidationInterval { get; init; }

    /// <summary>Steps from one line of the log of steps to the next.</summary>
    public required int LogInterval { get; init; }

    public required int? CheckpointEverySteps { get; init; }

    public required TimeSpan? CheckpointEvery { get; init; }

    public required int KeptCheckpoints { get; init; }
}
