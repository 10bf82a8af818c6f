using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Detection;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Checkpoints;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>What later steps read of a detector's run: the detector with its weights.</summary>
public sealed class TrainedDetector
{
    private TrainedDetector()
    {
    }

    /// <summary>What the run is and how far it got.</summary>
    public required RunInfo Info { get; init; }

    /// <summary>The detector.</summary>
    public required FasterRcnnSpec Spec { get; init; }

    /// <summary>What its labels mean, from label 1 on.</summary>
    public required IReadOnlyList<DetectedCategory> Categories { get; init; }

    /// <summary>The weights of the checkpoint that was chosen.</summary>
    public required WeightFile Weights { get; init; }

    /// <summary>The file that they come from.</summary>
    public required string WeightsPath { get; init; }

    /// <summary>Epochs that were complete when the weights were saved.</summary>
    public required int Epoch { get; init; }

    /// <summary>What the user should know, one line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads a run folder.</summary>
    /// <param name="runFolder">The folder.</param>
    /// <param name="choice">Which weights; null for the newest ones, averaged where the training kept an average.</param>
    /// <exception cref="RunFolderException">Not the run of a detector, or it does not hold the checkpoint that was chosen.</exception>
    /// <exception cref="SpecException">Its detector is not valid.</exception>
    public static TrainedDetector Open(string runFolder, CheckpointChoice? choice = null)
    {
        choice ??= new CheckpointChoice();
        var info = RunInfo.Read(runFolder);
        if (info.Kind != RunKind.Detection)
        {
            throw new RunFolderException($"{runFolder}: is no training of a detector (got {info.Kind}). Give a run of `scalenet detect train`.");
        }

        var path = RunLayout.PathOf(runFolder, RunLayout.NetworkFile);
        var spec = FasterRcnnJson.Read(RunText.Read(runFolder, RunLayout.NetworkFile), path);
        RunText.RequireHash(path, FasterRcnnJson.Hash(spec), info);
        var notes = new List<string>();
        var checkpoint = new CheckpointStore(runFolder, new DiskWriter()).Find(choice, notes);
        var average = choice.UseAverage ? checkpoint.Average : null;
        return new TrainedDetector
        {
            Info = info,
            Spec = spec,
            Categories = ReadCategories(runFolder, spec.Classes),
            Weights = average ?? checkpoint.Weights,
            WeightsPath = average is null ? checkpoint.WeightsPath : checkpoint.AveragePath,
            Epoch = checkpoint.State.EpochsDone,
            Notes = notes,
        };
    }

    /// <summary>The detector with the weights, set to evaluate; the caller owns it.</summary>
    public FasterRcnn CreateDetector(ExecutionOptions? options = null, Device? device = null)
    {
        var detector = new FasterRcnn(Spec, options, device);
        DetectorState.Load(detector, Weights, WeightsPath);
        detector.eval();
        return detector;
    }

    private static DetectedCategory[] ReadCategories(string runFolder, int classes)
    {
        DetectedCategory?[]? categories;
        try
        {
            categories = JsonSerializer.Deserialize(
                RunText.Read(runFolder, RunLayout.CategoriesFile), JsonTypes.Of<DetectedCategory?[]>(SpecJson.StrictOptions));
        }
        catch (JsonException)
        {
            categories = null;
        }

        return categories is not null && categories.Length == classes && !categories.Contains(null)
            ? [.. categories.OfType<DetectedCategory>()]
            : throw new RunFolderException(
                $"{RunLayout.PathOf(runFolder, RunLayout.CategoriesFile)}: expected an array of {classes} categories with id and name. Restore the file.");
    }
}
