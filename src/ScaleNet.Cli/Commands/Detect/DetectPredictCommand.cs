using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Prediction;
using ScaleNet.Cli.RecipeOptions;
using ScaleNet.Data;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary><c>scalenet detect predict</c>: the objects in pictures.</summary>
internal sealed class DetectPredictCommand
{
    public const string Example = "scalenet detect predict street.jpg --run runs/boxes1 --output-dir drawn";

    private const string Description =
        "Find objects in pictures (PNG, JPEG, WebP, BMP, GIF) with a trained run or an ONNX model, and draw them. "
        + "A picture that cannot be read does not stop the others.";

    private const double UsualScore = 0.5;

    private static readonly string[] Examples =
        [Example, "scalenet detect predict photos --recursive --run runs/boxes1 --json", "scalenet detect predict street.jpg --model boxes1.onnx"];

    private readonly Argument<string[]> _images = new("IMAGE|FOLDER")
    {
        Description = "picture files, and folders of them",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _run = new("--run") { Description = "the run folder of a detector", HelpName = "RUN" };
    private readonly Option<string> _model = new("--model") { Description = "an ONNX model of `scalenet detect export`", HelpName = "FILE.onnx" };
    private readonly Option<PredictionEngine> _engine = SharedOptions.Engine();
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<double> _score = NumberOptions.Share("--min-score", $"the least score of what is told and drawn (default: {UsualScore})");
    private readonly Option<string> _output = new("--output-dir", "-o") { Description = "a folder for the pictures with boxes drawn, PNG", HelpName = "FOLDER" };
    private readonly Option<bool> _recursive = new("--recursive") { Description = "take the pictures of folders in folders, too" };
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var predict = new DetectPredictCommand();
        var command = new Verb("predict", Description, Examples)
        {
            predict._images, predict._run, predict._model, predict._engine, predict._score, predict._output, predict._recursive, predict._threads, predict._json,
        };
        predict._checkpoint.AddTo(command);
        command.SetAction(parsed => predict.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        _checkpoint.RequireRun(parsed, isRun: parsed.GetValue(_run) is not null);
        using var detector = new DetectorRequest(
            parsed.GetValue(_run), parsed.GetValue(_model), parsed.GetValue(_engine), SharedOptions.ThreadsOf(parsed, _threads), _checkpoint.Bind(parsed))
            .Open(context);
        var drawn = parsed.GetValue(_output) is { } folder ? new DrawnPictures(_output.Name, folder) : null;
        var files = PictureFiles.Find(parsed.GetRequiredValue(_images), parsed.GetValue(_recursive));
        var least = parsed.Given(_score) ?? UsualScore;
        var writer = new DetectionWriter(context.Output, parsed.GetValue(_json));
        var bad = 0;
        foreach (var file in files)
        {
            context.Stop.ThrowIfCancellationRequested();
            try
            {
                var picture = Read(file, detector.Resize);
                var found = detector.Detect(picture).Where(thing => thing.Score >= least).ToList();
                writer.Add(file.Path, found);
                drawn?.Write(file.Path, picture, found);
            }
            catch (DatasetException problem)
            {
                bad++;
                Application.Report(context, problem.Message);
            }
        }

        writer.Finish();
        return bad == 0 ? ExitCode.Success : ExitCode.BadInput;
    }

    // As a viewer shows it: the boxes are for people's own pictures.
    private static DecodedImage Read(PictureFile file, ResizeRule resize)
    {
        var picture = file.Problem is null ? ImageDecoder.Decode(file.Path, DecodeOptions.AsSeen) : throw new DatasetException(file.Problem);
        try
        {
            resize.Of(new ImageSize(picture.Height, picture.Width));
            return picture;
        }
        catch (ArgumentException problem)
        {
            throw new DatasetException($"{file.Path}: {problem.Message} Give a larger picture.", problem);
        }
    }
}
