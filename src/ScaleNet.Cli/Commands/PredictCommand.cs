using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Prediction;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet predict</c>: the most probable classes of pictures.</summary>
internal sealed class PredictCommand
{
    private const string Description =
        "Classify pictures (PNG, JPEG, WebP, BMP, GIF) with a trained run, an ONNX model or a weight file. "
        + "A picture that cannot be read does not stop the others.";

    private const int DefaultTop = 3;
    private const int DefaultBatch = 8;

    private static readonly string[] Examples =
    [
        "scalenet predict shoe.png --run runs/learned1-trained",
        "scalenet predict photos --recursive --model network.onnx --format csv --output classes.csv",
        "scalenet predict dog.jpg --model resnet50 --weights resnet50.pth --class-names names.txt",
        "scalenet predict *.jpg --run runs/quickstart/learned --top 1 --invert --json",
    ];

    private readonly Argument<string[]> _images = new("IMAGE|FOLDER")
    {
        Description = "picture files, and folders of them",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _run = new("--run") { Description = "the run folder of a trained network" };

    private readonly Option<string> _model = new("--model")
    {
        Description = "an ONNX model, or the network of --weights: a name, a spec file or a run folder",
        HelpName = "FILE.onnx|MODEL",
    };

    private readonly Option<string> _weights = new("--weights", "--checkpoint") { Description = "a .safetensors or .pth file", HelpName = "FILE" };

    private readonly CheckpointOptions _checkpoint = new();

    private readonly Option<string> _preprocessing = new("--preprocessing")
    {
        Description = "size, mean and deviation of the input, as in a run's preprocessing.json, for a model that does not say them "
            + "(default: ImageNet's)",
        HelpName = "FILE",
    };

    private readonly Option<string> _classNames = new("--class-names")
    {
        Description = "names of the classes: one a line, or a JSON array",
        HelpName = "FILE",
    };

    private readonly Option<PredictionEngine> _engine = SharedOptions.Engine();
    private readonly Option<bool> _recursive = new("--recursive") { Description = "take the pictures of folders in folders, too" };
    private readonly Option<int> _batch = SharedOptions.Integer("--batch", 1, $"pictures that are computed at once (default: {DefaultBatch})");
    private readonly Option<int> _top = SharedOptions.Integer("--top", 1, $"how many classes to name (default: {DefaultTop})");

    private readonly Option<bool> _invert = new("--invert")
    {
        Description = "exchange bright and dark: Fashion-MNIST shows bright things on black, a photograph often the reverse",
    };

    private readonly Option<PredictionFormat> _format = new("--format")
    {
        Description = "lines for people (the default), one JSON document, or a table with a row for each picture and class",
        HelpName = "text|json|csv",
        CustomParser = ParseFormat,
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "write to a file instead", HelpName = "FILE" };
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var predict = new PredictCommand();
        var command = new Verb("predict", Description, Examples)
        {
            predict._images, predict._run, predict._model, predict._weights, predict._preprocessing, predict._classNames,
            predict._engine, predict._recursive, predict._batch, predict._top, predict._invert, predict._format, predict._output,
            predict._threads, predict._json,
        };
        predict._checkpoint.AddTo(command);
        command.SetAction(parsed => predict.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var format = FormatOf(parsed);
        OutputFile.Require(_output.Name, parsed.GetValue(_output));
        _checkpoint.RequireRun(parsed, isRun: parsed.GetValue(_run) is not null);
        var request = new NetworkRequest(
            parsed.GetValue(_run), parsed.GetValue(_model), parsed.GetValue(_weights), parsed.GetValue(_preprocessing),
            parsed.GetValue(_engine), SharedOptions.ThreadsOf(parsed, _threads), _checkpoint.Bind(parsed));
        var (classifier, known) = request.Open(context);
        using (classifier)
        {
            var names = parsed.GetValue(_classNames) is { } file ? ClassNames.Read(file, classifier.Classes) : known;
            var files = PictureFiles.Find(parsed.GetRequiredValue(_images), parsed.GetValue(_recursive));
            var batch = parsed.Given(_batch) ?? classifier.FixedBatch ?? DefaultBatch;
            var prediction = new PictureBatches(classifier, names ?? ClassNames.Numbered(classifier.Classes))
            {
                BatchSize = Math.Min(batch, files.Count),
                Top = parsed.Given(_top) ?? DefaultTop,
            };
            var pictures = new PictureReader(classifier.Preprocessing, parsed.GetValue(_invert))
                .Read(files, ahead: prediction.BatchSize, context.Stop);
            var bad = 0;
            Write(context, parsed.GetValue(_output), format, writer => prediction.Predict(pictures, writer.Add, problem =>
            {
                bad++;
                Application.Report(context, problem);
            }));
            return bad == 0 ? ExitCode.Success : ExitCode.BadInput;
        }
    }

    private static void Write(CommandContext context, string? file, PredictionFormat format, Action<PredictionWriter> predict)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var writer = new PredictionWriter(file is null ? context.Output : text, format);
        predict(writer);
        writer.Finish();
        if (file is not null)
        {
            AtomicFile.WriteAllBytes(file, Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private PredictionFormat FormatOf(ParseResult parsed) => (parsed.GetValue(_json), parsed.Given(_format)) switch
    {
        (false, var given) => given ?? PredictionFormat.Text,
        (true, null or PredictionFormat.Json) => PredictionFormat.Json,
        _ => throw new SpecException("--json and --format: got both, expected one. Leave one out."),
    };

    private static PredictionFormat ParseFormat(ArgumentResult result) => Values.Word(
        result, ("text", PredictionFormat.Text), ("json", PredictionFormat.Json), ("csv", PredictionFormat.Csv));
}
