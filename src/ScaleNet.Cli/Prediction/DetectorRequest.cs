using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Prediction;

/// <summary>Which detector the user wants to find objects with.</summary>
/// <param name="Run">A run folder, or null.</param>
/// <param name="Model">A model file, or null.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Checkpoint">Which weights of the run.</param>
internal sealed record DetectorRequest(string? Run, string? Model, PredictionEngine Engine, int Threads, CheckpointChoice Checkpoint)
{
    /// <summary>Opens it and tells what the user should know.</summary>
    /// <returns>The detector, which the caller owns.</returns>
    /// <exception cref="SpecException">The options do not say one detector.</exception>
    public IPictureDetector Open(CommandContext context)
    {
        if (Engine == PredictionEngine.Onnx)
        {
            LargePages.Use();
        }

        return (Run, Model, Engine) switch
        {
            ({ } run, null, PredictionEngine.Onnx) => new OnnxPictureDetector(OpenExported(context, run)),
            ({ } run, null, _) => OpenTorch(context, run),
            (null, { } model, PredictionEngine.Onnx) => new OnnxPictureDetector(OnnxDetector.Open(model, Options)),
            (null, { } model, _) => throw new SpecException(
                $"--engine: torch computes runs, {model} is an ONNX model. Leave --engine out."),
            _ => throw new SpecException("detect predict: expected either --run RUN or --model FILE.onnx."),
        };
    }

    private DetectorOptions Options => new() { Threads = Threads, MapFile = true };

    private OnnxDetector OpenExported(CommandContext context, string run)
    {
        var detector = DetectorSource.OfRun(run, Checkpoint, out var notes);
        context.SayNotes(notes);
        return OnnxDetector.Open(DetectorExporter.ToBytes(detector), detector.Source, Options);
    }

    private IPictureDetector OpenTorch(CommandContext context, string folder)
    {
        var engine = ITorchEngine.Require(context.Torch);
        var run = TrainedDetector.Open(folder, Checkpoint);
        context.SayNotes(run.Notes);
        return engine.Open(run, Threads);
    }
}
