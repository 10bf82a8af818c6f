using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Prediction;

/// <summary>Which network the user wants to predict with.</summary>
/// <param name="Run">A run folder, or null.</param>
/// <param name="Model">A model file, or the network of <paramref name="Weights"/>, or null.</param>
/// <param name="Weights">A weight file, or null.</param>
/// <param name="PreprocessingFile">What the input looks like, for a model that does not say it; or null.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Checkpoint">Which weights of the run.</param>
internal sealed record NetworkRequest(
    string? Run, string? Model, string? Weights, string? PreprocessingFile, PredictionEngine Engine, int Threads, CheckpointChoice Checkpoint)
{
    private const int ColourChannels = 3;

    /// <summary>Opens it and tells what the user should know.</summary>
    /// <returns>The classifier, which the caller owns, and the names of its classes, where they are known.</returns>
    /// <exception cref="SpecException">The options do not say one network.</exception>
    public (IPictureClassifier Classifier, IReadOnlyList<string>? ClassNames) Open(CommandContext context)
    {
        if (Engine == PredictionEngine.Onnx)
        {
            LargePages.Use();
        }

        switch (Run, Model, Weights)
        {
            case ({ } run, null, null) when PreprocessingFile is null:
                return Open(context, ReadRun(context, run));
            case (null, { } model, null) when ModelFileName.Is(model):
                return OpenModel(context, model);
            case (null, { } model, { } weights) when !ModelFileName.Is(model):
                return Open(context, ReadWeights(context, model, weights));
            default:
                throw new SpecException(
                    "predict: expected one of --run RUN, --model FILE.onnx, or --model MODEL together with --weights FILE; "
                    + "--preprocessing goes with --model only.");
        }
    }

    private ExportedNetwork ReadRun(CommandContext context, string folder)
    {
        var run = TrainedRun.Open(folder, Checkpoint);
        context.SayNotes(run.Notes);
        return ExportSource.Of(run);
    }

    private ExportedNetwork ReadWeights(CommandContext context, string model, string weights)
    {
        var network = ExportSource.OfFile(model, weights, out var notes);
        context.SayNotes(notes);
        var spec = network.Spec;
        var preprocessing = ReadPreprocessing();
        if (preprocessing is null)
        {
            if (spec.InputChannels != ColourChannels)
            {
                throw new SpecException(FormattableString.Invariant(
                    $"{weights}: does not say how its images of {spec.InputChannels} channels are normalised. Give --preprocessing FILE."));
            }

            context.Say("note: a weight file does not say how its images were normalised; ImageNet's mean and deviation are used");
            preprocessing = ModelDescription.ImageNet(spec.Resolution, spec.Resolution);
        }

        if (preprocessing.Channels != spec.InputChannels)
        {
            throw new SpecException(FormattableString.Invariant(
                $"{PreprocessingFile}: makes {preprocessing.Channels} channels, {model} takes {spec.InputChannels}. Give the network's own."));
        }

        return network with { Preprocessing = preprocessing };
    }

    private (IPictureClassifier Classifier, IReadOnlyList<string>? ClassNames) Open(CommandContext context, ExportedNetwork network)
    {
        if (Engine == PredictionEngine.Torch)
        {
            return (ITorchEngine.Require(context.Torch).Open(network, Threads), network.ClassNames);
        }

        var size = network.Preprocessing!;
        var model = OnnxExporter.ToBytes(network, new ExportOptions { Height = size.Height, Width = size.Width });
        return Ready(context, OnnxClassifier.Open(model, network.Source, Options(preprocessing: null)));
    }

    private (IPictureClassifier Classifier, IReadOnlyList<string>? ClassNames) OpenModel(CommandContext context, string file) =>
        Engine == PredictionEngine.Onnx
            ? Ready(context, OnnxClassifier.Open(file, Options(ReadPreprocessing())))
            : throw new SpecException($"--engine: torch computes runs and weight files, {file} is an ONNX model. Leave --engine out.");

    private static (IPictureClassifier Classifier, IReadOnlyList<string>? ClassNames) Ready(CommandContext context, OnnxClassifier model)
    {
        context.SayNotes(model.Description.Notes);
        return (new OnnxPictureClassifier(model), model.Description.ClassNames);
    }

    private ClassifierOptions Options(Preprocessing? preprocessing) =>
        new() { Threads = Threads, MapFile = true, Preprocessing = preprocessing };

    private Preprocessing? ReadPreprocessing() =>
        PreprocessingFile is { } file ? ExportSource.ReadPreprocessing(file) : null;
}
