using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Prediction;
using ScaleNet.Cli.RecipeOptions;
using ScaleNet.Cli.Steps;
using ScaleNet.Data;
using ScaleNet.Data.Images;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary><c>scalenet detect predict</c>: the objects in pictures.</summary>
internal sealed class DetectPredictCommand
{
    public const string Example = "scalenet detect predict street.jpg --run runs/boxes1 --output-dir drawn";

    private const string Description =
        "Find objects in pictures (PNG, JPEG, WebP, BMP, GIF) with a trained detector, and draw them. "
        + "A picture that cannot be read does not stop the others.";

    private const double UsualScore = 0.5;

    private readonly Argument<string[]> _images = new("IMAGE|FOLDER")
    {
        Description = "picture files, and folders of them",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _run = new("--run") { Description = "the run folder of a detector", HelpName = "RUN", Required = true };
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<double> _score = NumberOptions.Share("--min-score", $"the least score of what is told and drawn (default: {UsualScore})");
    private readonly Option<string> _output = new("--output-dir", "-o") { Description = "a folder for the pictures with boxes drawn, PNG", HelpName = "FOLDER" };
    private readonly Option<bool> _recursive = new("--recursive") { Description = "take the pictures of folders in folders, too" };
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var predict = new DetectPredictCommand();
        var command = new Verb("predict", Description, Example, "scalenet detect predict photos --recursive --run runs/boxes1 --json")
        {
            predict._images, predict._run, predict._score, predict._output, predict._recursive, predict._threads, predict._json,
        };
        predict._checkpoint.AddTo(command);
        command.SetAction(parsed => predict.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        using var detector = Open(context, parsed);
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
                // As a viewer shows it: the boxes are for people's own pictures.
                var picture = file.Problem is null ? ImageDecoder.Decode(file.Path, DecodeOptions.AsSeen) : throw new DatasetException(file.Problem);
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

    private TorchPictureDetector Open(CommandContext context, ParseResult parsed)
    {
        var run = TrainedDetector.Open(parsed.GetRequiredValue(_run), _checkpoint.Bind(parsed));
        context.SayNotes(run.Notes);
        TorchThreads.Use(SharedOptions.ThreadsOf(parsed, _threads));
        return new TorchPictureDetector(run.CreateDetector(), run.Categories);
    }
}
