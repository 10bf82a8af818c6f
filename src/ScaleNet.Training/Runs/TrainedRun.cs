using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Checkpoints;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>What a later step of the method reads of a run: the network with its weights.</summary>
public sealed class TrainedRun
{
    private TrainedRun()
    {
    }

    /// <summary>What the run is and how far it got.</summary>
    public required RunInfo Info { get; init; }

    /// <summary>The network.</summary>
    public required NetworkSpec Spec { get; init; }

    /// <summary>What its input looks like.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Name of each class, in the order of the logits.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The weights of the checkpoint that was chosen.</summary>
    public required WeightFile Weights { get; init; }

    /// <summary>The file that they come from.</summary>
    public required string WeightsPath { get; init; }

    /// <summary>Epochs that were complete when the weights were saved.</summary>
    public required int Epoch { get; init; }

    /// <summary>What the user should know, one line each: a damaged checkpoint was passed over, say.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether the weights are the running average that the training kept.</summary>
    public required bool IsAverage { get; init; }

    /// <summary>Reads a run folder.</summary>
    /// <param name="runFolder">The folder.</param>
    /// <param name="choice">Which weights; null for the newest ones, averaged where the training kept an average.</param>
    /// <exception cref="RunFolderException">Not a run folder, or it does not hold the checkpoint that was chosen.</exception>
    /// <exception cref="SpecException">Its network is not valid.</exception>
    public static TrainedRun Open(string runFolder, CheckpointChoice? choice = null)
    {
        choice ??= new CheckpointChoice();
        var info = RunInfo.Read(runFolder);
        if (info.Kind == RunKind.Detection)
        {
            throw new RunFolderException($"{runFolder}: is the training of a detector, expected one of a classifier. Use `scalenet detect` with it.");
        }

        var path = RunLayout.PathOf(runFolder, RunLayout.NetworkFile);
        var spec = SpecJson.Read(RunText.Read(runFolder, RunLayout.NetworkFile), path);
        RunText.RequireHash(path, SpecJson.Hash(spec), info);

        var notes = new List<string>();
        var checkpoint = new CheckpointStore(runFolder, new DiskWriter()).Find(choice, notes);
        var average = choice.UseAverage ? checkpoint.Average : null;
        var preprocessing = RunLayout.PreprocessingFile;
        return new TrainedRun
        {
            Info = info,
            Spec = spec,
            Preprocessing = Preprocessing.FromJson(
                RunText.Read(runFolder, preprocessing), RunLayout.PathOf(runFolder, preprocessing)),
            ClassNames = ReadClassNames(runFolder, spec.Classes),
            Weights = average ?? checkpoint.Weights,
            WeightsPath = average is null ? checkpoint.WeightsPath : checkpoint.AveragePath,
            IsAverage = average is not null,
            Epoch = checkpoint.State.EpochsDone,
            Notes = notes,
        };
    }

    /// <summary>The network with the weights, set to evaluate; the caller owns it.</summary>
    public GraphModule CreateModule(ExecutionOptions? options = null, Device? device = null)
    {
        var module = new GraphModule(Spec.Lower(), options, device: device);
        ModuleState.Load(module, Weights, WeightsPath);
        module.eval();
        return module;
    }

    /// <summary>The network in the form that evaluates fastest; the caller owns it.</summary>
    public GraphModule CreateInferenceModule() => InferenceModule.Create(Spec.Lower(), Weights, WeightsPath);

    /// <summary>How much every branch channel matters, for the allocation.</summary>
    /// <exception cref="SpecException">The network has no branches, or its training diverged.</exception>
    public ChannelScores ReadScores() => Spec is ScaleNetSpec seed
        ? ChannelScores.Read(seed.Lower(), seed.Scales.Length, key => Weights.Tensors[key].ToFloat32())
        : throw new SpecException($"{Spec.Name}: has no scales, so nothing can be allocated. Train a seed.");

    private static string[] ReadClassNames(string runFolder, int classes)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.ClassesFile);
        string?[]? names;
        try
        {
            names = JsonSerializer.Deserialize(RunText.Read(runFolder, RunLayout.ClassesFile), JsonTypes.Of<string?[]>(SpecJson.StrictOptions));
        }
        catch (JsonException)
        {
            names = null;
        }

        return names is not null && names.Length == classes && !names.Contains(null)
            ? [.. names.OfType<string>()]
            : throw new RunFolderException($"{path}: expected an array of {classes} names of classes. Restore the file.");
    }
}
