using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Weights;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Steps;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Modeling;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet evaluate</c>: error rates on images that were not learned from.</summary>
internal sealed class EvaluateCommand
{
    private const string Description =
        "Measure top-1 error, top-5 error and loss on the test images: of a run, of an ONNX model, or of a weight file with its network.";

    private const int BatchSize = 100;
    private const int LossDigits = 4;

    private static readonly string[] Examples =
    [
        "scalenet evaluate runs/resnet1",
        "scalenet evaluate runs/resnet1 --json",
        "scalenet evaluate resnet1-int8.onnx --data fashion",
        "scalenet evaluate --checkpoint weights.safetensors --model resnet20_small",
    ];

    private readonly Argument<string?> _run = new("RUN|MODEL.onnx")
    {
        Description = "a run folder, or an ONNX model; left out with --checkpoint and --model",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<int> _imageSize = SharedOptions.ImageSize();
    private readonly Option<int> _workers = SharedOptions.Integer("--workers", 1, "threads that prepare batches (default: 1)");
    private readonly Option<string> _checkpoint = new("--checkpoint", "--weights") { Description = "a .safetensors or .pth file", HelpName = "FILE" };

    private readonly Option<string> _model = new("--model")
    {
        Description = "the network of --checkpoint: a name, a spec file or a run folder",
        HelpName = "MODEL",
    };

    private readonly CheckpointOptions _weights = new();
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var evaluate = new EvaluateCommand();
        var command = new Verb("evaluate", Description, Examples)
        {
            evaluate._run, evaluate._data, evaluate._imageSize, evaluate._workers, evaluate._checkpoint, evaluate._model, evaluate._threads, evaluate._json,
        };
        evaluate._weights.AddTo(command);
        command.SetAction(parsed => evaluate.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var (run, checkpoint, model) = (parsed.GetValue(_run), parsed.GetValue(_checkpoint), parsed.GetValue(_model));
        return (run, checkpoint, model) switch
        {
            ({ } file, null, null) when ModelFileName.Is(file) => EvaluateModel(context, parsed, file),
            ({ } folder, null, null) => EvaluateRun(context, parsed, folder),
            (null, { } file, { } word) => EvaluateFile(context, parsed, file, word),
            _ => throw new SpecException(
                "evaluate: expected a run folder, an ONNX model, or --checkpoint FILE together with --model MODEL."),
        };
    }

    private int EvaluateRun(CommandContext context, ParseResult parsed, string folder)
    {
        var run = TrainedRun.Open(folder, _weights.Bind(parsed));
        context.SayNotes(run.Notes);
        var word = parsed.GetRequiredValue(_data);
        var data = DataChoice.Load(word, parsed.Given(_imageSize) ?? (DataChoice.IsOfAnySize(word) ? run.Preprocessing.Height : null));
        NetworkFit.RequireFit(run.Spec with { Resolution = run.Preprocessing.Height }, folder, data); // the size that it was trained at
        if (data.Source != run.Info.DataSource)
        {
            context.Say(
                $"note: {folder} was trained on other data ({run.Info.DataSource}), and some of these test images may be among its "
                + "training images; --data chooses the data");
        }

        TorchThreads.Use(SharedOptions.ThreadsOf(parsed, _threads));
        using var module = run.CreateInferenceModule();
        return Measure(context, parsed, module, data, run.Preprocessing, folder);
    }

    private int EvaluateFile(CommandContext context, ParseResult parsed, string file, string word)
    {
        _weights.RequireRun(parsed, isRun: false);
        var data = DataChoice.Load(parsed.GetRequiredValue(_data), parsed.Given(_imageSize));
        var spec = NetworkFit.ToData(NetworkSource.Find(word, new()), data);
        var weights = PublishedWeights.Read(file, spec);
        context.SayNotes(weights.Notes);
        TorchThreads.Use(SharedOptions.ThreadsOf(parsed, _threads));
        using var module = InferenceModule.Create(spec.Lower(), weights.File, file);
        context.Say("note: a weight file does not say how its images were normalised; the data's mean and deviation are used");
        return Measure(context, parsed, module, data, data.Preprocessing, file);
    }

    private int EvaluateModel(CommandContext context, ParseResult parsed, string file)
    {
        _weights.RequireRun(parsed, isRun: false);
        using var model = OnnxClassifier.Open(file, new ClassifierOptions { Threads = SharedOptions.ThreadsOf(parsed, _threads) });
        var word = parsed.GetRequiredValue(_data);
        var description = model.Description;
        context.SayNotes(description.Notes);
        var data = DataChoice.Load(
            word, parsed.Given(_imageSize) ?? (DataChoice.IsOfAnySize(word) ? description.Preprocessing.Height : null));
        if (description.Classes != data.Test.ClassNames.Count)
        {
            throw new SpecException(FormattableString.Invariant(
                $"{file}: tells {description.Classes} classes apart, the data has {data.Test.ClassNames.Count} ({data.Source}). ")
                + "Use a model and data that fit together.");
        }

        var corrupt = new CorruptSamples(data.Test.Name, data.Test.Count);
        var plan = new BatchPlan
        {
            BatchSize = description.FixedBatch ?? BatchSize,
            Workers = parsed.Given(_workers) ?? 1,
            Corrupt = corrupt,
        };
        var tally = ModelEvaluation.Run(model, data.Test.Samples(description.Preprocessing, augmentation: null), plan, context.Stop);
        Write(context, parsed, new Measured(file, Path.GetFileNameWithoutExtension(file), data, tally), corrupt);
        return ExitCode.Success;
    }

    private int Measure(
        CommandContext context, ParseResult parsed, GraphModule module, ImageClassificationData data, Preprocessing preprocessing,
        string source)
    {
        var corrupt = new CorruptSamples(data.Test.Name, data.Test.Count);
        var tally = Evaluator.Evaluate(
            module, data.Test, preprocessing, BatchSize, workers: parsed.Given(_workers) ?? 1, corrupt: corrupt, stop: context.Stop);
        Write(context, parsed, new Measured(source, module.Graph.Name, data, tally), corrupt);
        return ExitCode.Success;
    }

    private void Write(CommandContext context, ParseResult parsed, Measured measured, CorruptSamples corrupt)
    {
        context.SayNotes(corrupt.Problems.Select(problem => $"left out: {problem}"));
        var tally = measured.Tally;
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, Result(measured));
            return;
        }

        context.Output.WriteLine($"network      {OneLine.Of(measured.Network)}");
        context.Output.WriteLine($"data         {measured.Data.Source}");
        context.Output.WriteLine($"images       {Numbers.Count(tally.Count)}");
        context.Output.WriteLine($"top-1 error  {Numbers.Percent(tally.Top1Error)}");
        context.Output.WriteLine($"top-5 error  {Numbers.Percent(tally.Top5Error)}");
        context.Output.WriteLine($"loss         {Numbers.Fixed(tally.MeanLoss, LossDigits)}");
    }

    private static object Result(Measured measured) => new
    {
        measured.Source,
        measured.Network,
        Data = measured.Data.Source,
        Images = measured.Tally.Count,
        measured.Tally.Top1Error,
        measured.Tally.Top5Error,
        Loss = measured.Tally.MeanLoss,
    };

    private sealed record Measured(string Source, string Network, ImageClassificationData Data, ClassificationTally Tally);
}
