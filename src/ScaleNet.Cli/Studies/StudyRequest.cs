using ScaleNet.Evaluation.Studies;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Studies;

/// <summary>A study and how it is to be run.</summary>
internal sealed record StudyRequest
{
    public required StudyPlan Plan { get; init; }

    /// <summary>How its networks are trained.</summary>
    public required StudyConduct Conduct { get; init; }

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
}
