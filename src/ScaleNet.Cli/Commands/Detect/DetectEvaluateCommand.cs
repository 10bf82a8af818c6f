using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Prediction;
using ScaleNet.Cli.Progress;
using ScaleNet.Cli.Steps;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Loading;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Modeling.Detection;
using ScaleNet.Reporting.Plots;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary><c>scalenet detect evaluate</c>: COCO's numbers of a detector.</summary>
internal sealed class DetectEvaluateCommand
{
    public const string Example = "scalenet detect evaluate runs/boxes1 --data scenes --per-category";

    private const string Description =
        "Measure a detector on the images of a set as COCO does: of a run, of a weight file with its detector, or of an ONNX model.";

    private static readonly string[] Examples =
    [
        Example,
        "scalenet detect evaluate runs/boxes1 --data scenes --detections found.json --plot curves.svg",
        "scalenet detect evaluate --weights fasterrcnn.pth --model detector.json --data coco",
        "scalenet detect evaluate --model boxes1.onnx --data scenes",
    ];

    private readonly Argument<string?> _run = new("RUN")
    {
        Description = "the run folder of a detector; left out with --model",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly DetectionDataOptions _data = new();
    private readonly Option<string> _weights = new("--weights", "--checkpoint") { Description = "a .safetensors or .pth file", HelpName = "FILE" };
    private readonly Option<string> _model = new("--model") { Description = "an ONNX model of `scalenet detect export`, or the detector of --weights: a spec file or a run folder", HelpName = "FILE.onnx|DETECTOR.json|RUN" };
    private readonly Option<string> _detections = new("--detections") { Description = "write what was found, in the layout of COCO's results", HelpName = "FILE.json" };
    private readonly Option<string> _plot = new("--plot") { Description = "draw precision against recall", HelpName = "FILE.svg" };
    private readonly Option<bool> _perCategory = new("--per-category") { Description = "print each category's numbers too (--json always has them)" };
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<int> _workers = SharedOptions.Integer("--workers", 1, "threads that prepare images (default: 1)");
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var evaluate = new DetectEvaluateCommand();
        var command = new Verb("evaluate", Description, Examples) { evaluate._run };
        command.AddAll(
        [
            .. evaluate._data.ForTest, evaluate._weights, evaluate._model, evaluate._detections, evaluate._plot, evaluate._perCategory,
            evaluate._workers, evaluate._threads, evaluate._json,
        ]);
        evaluate._checkpoint.AddTo(command);
        command.SetAction(parsed => evaluate.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        OutputFile.Require(_detections.Name, parsed.GetValue(_detections));
        OutputFile.Require(_plot.Name, parsed.GetValue(_plot));
        var images = _data.LoadTest(parsed);
        var corrupt = new CorruptSamples(images.Name, images.Count);
        var run = new DetectionRun
        {
            Workers = parsed.Given(_workers) ?? 1,
            Corrupt = corrupt,
            BeforeImage = context.Stop.ThrowIfCancellationRequested,
        };
        var isExported = parsed.GetValue(_run) is null && parsed.GetValue(_weights) is null && parsed.GetValue(_model) is not null;
        var found = isExported ? FindExported(context, parsed, images, run) : FindTorch(context, parsed, images, run);
        context.SayNotes(corrupt.Problems.Select(problem => $"left out: {problem}"));
        var result = CocoEvaluation.Run(images.GroundTruth, new CocoDetections(found));
        Write(context, parsed, result, found);
        return ExitCode.Success;
    }

    private IReadOnlyList<CocoDetection> FindExported(CommandContext context, ParseResult parsed, CocoDataset images, DetectionRun run)
    {
        _checkpoint.RequireRun(parsed, isRun: false);
        var file = parsed.GetValue(_model)!;
        using var detector = new OnnxPictureDetector(OnnxDetector.Open(
            file, new Deployment.Inference.DetectorOptions { Threads = SharedOptions.ThreadsOf(parsed, _threads), MapFile = true }));
        RequireFit(file, detector.Spec, images);
        RequireCategories(file, detector.CategoryIds, images);
        return CountDisplay.Run(context, "evaluate", progress => DetectorEvaluator.Detect(
            detector.Detect, detector.Resize, images, run with { Progress = progress }));
    }

    private IReadOnlyList<CocoDetection> FindTorch(CommandContext context, ParseResult parsed, CocoDataset images, DetectionRun run)
    {
        TorchThreads.Use(SharedOptions.ThreadsOf(parsed, _threads));
        using var detector = Open(context, parsed, images);
        return CountDisplay.Run(context, "evaluate", progress => DetectorEvaluator.Detect(detector, images, run with { Progress = progress }));
    }

    private FasterRcnn Open(CommandContext context, ParseResult parsed, CocoDataset images)
    {
        switch (parsed.GetValue(_run), parsed.GetValue(_weights), parsed.GetValue(_model))
        {
            case ({ } folder, null, null):
                var run = TrainedDetector.Open(folder, _checkpoint.Bind(parsed));
                context.SayNotes(run.Notes);
                RequireFit(folder, run.Spec, images);
                RequireCategories(folder, run.Categories.Select(category => category.Id), images);
                return run.CreateDetector();
            case (null, { } file, { } word):
                _checkpoint.RequireRun(parsed, isRun: false);
                var spec = DetectorFile.Read(word);
                RequireFit(word, spec, images);
                var weights = PublishedWeights.Read(file, spec);
                context.SayNotes(weights.Notes);
                var detector = new FasterRcnn(spec);
                DetectorState.Load(detector, weights.File, file);
                detector.eval();
                return detector;
            default:
                throw new SpecException("detect evaluate: expected one of a run folder, --model FILE.onnx, or --weights FILE together with --model DETECTOR.json.");
        }
    }

    private static void RequireCategories(string source, IEnumerable<long> ids, CocoDataset images)
    {
        if (!ids.SequenceEqual(images.Classes.CategoryIds))
        {
            throw new SpecException($"{source}: was trained on other categories than those of {images.GroundTruth.Name}. Use images of its own.");
        }
    }

    private static void RequireFit(string source, FasterRcnnSpec spec, CocoDataset images)
    {
        if (spec.Classes != images.Classes.Count)
        {
            throw new SpecException(
                $"{source}: tells {spec.Classes} classes apart, {images.GroundTruth.Name} has {images.Classes.Count} categories. Use images of its own.");
        }
    }

    private void Write(CommandContext context, ParseResult parsed, CocoResult result, IReadOnlyList<CocoDetection> found)
    {
        if (parsed.GetValue(_detections) is { } file)
        {
            Evaluation.Runs.AtomicFile.WriteAllBytes(file, CocoResultsFile.Bytes(found));
        }

        if (parsed.GetValue(_plot) is { } plot && result.Categories.Any(category => category.Objects > 0))
        {
            File.WriteAllText(plot, PrecisionRecall.Render(result).ToSvg());
        }

        CocoText.Write(context.Output, result, parsed.GetValue(_json), parsed.GetValue(_perCategory));
    }
}
