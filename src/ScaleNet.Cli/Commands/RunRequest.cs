using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>What the options of any training say.</summary>
internal record RunRequest
{
    public required string Name { get; init; }

    public required string RunFolder { get; init; }

    /// <summary>The file or run whose weights the training begins with; null for random ones.</summary>
    public required string? Init { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    public required RunSettings Run { get; init; }

    /// <summary>The processes that train together; borrowed.</summary>
    public required ICollective Ranks { get; init; }

    public required RunMode Mode { get; init; }

    /// <summary>Whether two steps are tried only.</summary>
    public required bool IsDryRun { get; init; }

    public required bool IsJson { get; init; }

    /// <summary>A job that is run as the options say.</summary>
    public T Running<T>(T job)
        where T : TrainingJob => (T)((TrainingJob)job with
        {
            Workers = Run.Workers,
            Mode = Mode,
            LimitBatches = Run.LimitBatches,
            ValidationInterval = Run.ValidationInterval,
            LogInterval = Run.LogInterval,
            CheckpointEverySteps = Run.CheckpointEverySteps,
            CheckpointEvery = Run.CheckpointEvery,
            KeptCheckpoints = Run.KeptCheckpoints,
            Ranks = Ranks,
        });
}
