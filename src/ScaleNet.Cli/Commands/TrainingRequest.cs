using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>What the options of a training say.</summary>
internal sealed record TrainingRequest
{
    public required string Name { get; init; }

    public required string RunFolder { get; init; }

    /// <summary>The word that means the images.</summary>
    public required string Data { get; init; }

    /// <summary>Side of the network's input, px; null for the data's own or the usual one.</summary>
    public required int? ImageSize { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    public required int Workers { get; init; }

    public required int Threads { get; init; }

    public required int? LimitBatches { get; init; }

    public required RunMode Mode { get; init; }

    public required bool IsJson { get; init; }
}
