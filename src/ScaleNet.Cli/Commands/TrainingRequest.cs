using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.Trials;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>What the options of a classifier's training say.</summary>
internal sealed record TrainingRequest : RunRequest
{
    /// <summary>The word that means the images.</summary>
    public required string Data { get; init; }

    /// <summary>Side of the network's input, px; null for the data's own or the usual one.</summary>
    public required int? ImageSize { get; init; }

    /// <summary>Classes that the user expects; null for whatever the data has.</summary>
    public required int? Classes { get; init; }

    /// <summary>Images that are learned by heart; null for a real training.</summary>
    public required int? OverfitImages { get; init; }

    /// <summary>The training of a network on images.</summary>
    /// <exception cref="SpecException">The data has not the number of classes that is expected.</exception>
    /// <exception cref="CheckpointException">The weights to begin with are not of this network.</exception>
    public ClassificationJob Job(RunKind kind, NetworkSpec spec, ImageClassificationData data)
    {
        if (Classes is { } expected && expected != data.Train.ClassNames.Count)
        {
            throw new SpecException(FormattableString.Invariant(
                $"--num-classes: got {expected}, the images of {data.Source} are of {data.Train.ClassNames.Count}. Give that, or other data."));
        }

        var job = Whole(kind, spec, data);
        return OverfitImages is { } images ? Overfitting.Of(job, images) : job;
    }

    private ClassificationJob Whole(RunKind kind, NetworkSpec spec, ImageClassificationData data) => Running(new ClassificationJob
    {
        RunFolder = RunFolder,
        Name = Name,
        Kind = kind,
        Spec = spec,
        Recipe = Recipe,
        Data = data,
        Start = Init is null ? null : StartingWeights.Read(Init, spec),
    });
}
