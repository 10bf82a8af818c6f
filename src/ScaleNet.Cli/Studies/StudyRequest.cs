using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Studies;

/// <summary>A study and how it is to be run.</summary>
internal sealed record StudyRequest
{
    public required StudyPlan Plan { get; init; }

    /// <summary>The plan's recipe.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>What of it is to be run.</summary>
    public required IReadOnlyList<StudyTask> Tasks { get; init; }

    /// <summary>Where its files go.</summary>
    public required string Folder { get; init; }

    /// <summary>Trainings at a time.</summary>
    public required int Jobs { get; init; }

    /// <summary>Where they run.</summary>
    public required Device Device { get; init; }

    /// <summary>Trainings of other studies that are taken over where this one would only repeat them.</summary>
    public required KnownTrainings Known { get; init; }

    /// <summary>Batches of an epoch, to try things out; null for all.</summary>
    public required int? LimitBatches { get; init; }
}
