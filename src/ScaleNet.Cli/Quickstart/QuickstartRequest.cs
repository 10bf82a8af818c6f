using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Quickstart;

/// <summary>What the options of the quickstart say.</summary>
internal sealed record QuickstartRequest
{
    /// <summary>Holds all its runs.</summary>
    public required string Folder { get; init; }

    /// <summary>The one recipe of all trainings.</summary>
    public required TrainingRecipe Recipe { get; init; }

    public required RunMode Mode { get; init; }

    public required int? LimitBatches { get; init; }
}
