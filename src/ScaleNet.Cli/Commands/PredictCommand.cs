using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Steps;
using ScaleNet.Data;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet predict</c>: the most probable classes of pictures.</summary>
internal sealed class PredictCommand
{
    private const string Description =
        "Classify pictures (PNG, JPEG, WebP, BMP, GIF) with a trained run. A picture that cannot be read does not stop the others.";

    private const int DefaultTop = 3;

    private static readonly string[] Examples =
    [
        "scalenet predict shoe.png --run runs/learned1-trained",
        "scalenet predict *.jpg --run runs/quickstart/learned --top 1 --invert --json",
    ];

    private readonly Argument<string[]> _images = new("IMAGE")
    {
        Description = "picture files",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _run = new("--run") { Description = "the run folder of a trained network", Required = true };

    private readonly Option<int> _top = new("--top")
    {
        Description = "how many classes to name",
        HelpName = "N",
        CustomParser = Values.Integer(1),
        DefaultValueFactory = _ => DefaultTop,
    };

    private readonly Option<bool> _invert = new("--invert")
    {
        Description = "exchange bright and dark: Fashion-MNIST shows bright things on black, a photograph often the reverse",
    };

    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var predict = new PredictCommand();
        var command = new Verb("predict", Description, Examples)
        {
            predict._images, predict._run, predict._top, predict._invert, predict._threads, predict._json,
        };
        command.SetAction(parsed => predict.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var run = TrainedRun.Open(parsed.GetRequiredValue(_run));
        context.SayNotes(run.Notes);
        TorchThreads.Use(SharedOptions.ThreadsOf(parsed, _threads));
        using var module = run.CreateInferenceModule();
        var predictions = new List<ImagePrediction>();
        var images = parsed.GetRequiredValue(_images);
        foreach (var image in images)
        {
            context.Stop.ThrowIfCancellationRequested();
            try
            {
                var input = ImagePreparation.ToInput(ImageDecoder.Decode(image), run.Preprocessing, parsed.GetValue(_invert));
                predictions.Add(new ImagePrediction(image, Classify(run, module, input, parsed.GetValue(_top))));
            }
            catch (DatasetException error)
            {
                Application.Report(context, error.Message);
            }
        }

        Write(context.Output, predictions, parsed.GetValue(_json));
        return predictions.Count == images.Length ? ExitCode.Success : ExitCode.BadInput;
    }

    private static List<ClassProbability> Classify(TrainedRun run, GraphModule module, float[] input, int top) =>
    [
        .. Predictor.Predict(module, input, run.Preprocessing, top)
            .Select(ranked => new ClassProbability(run.ClassNames[ranked.Index], ranked.Probability)),
    ];

    private static void Write(TextWriter output, List<ImagePrediction> predictions, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(output, predictions);
            return;
        }

        foreach (var prediction in predictions)
        {
            var classes = prediction.Classes.Select(guess => $"{guess.Class} {Numbers.Percent(guess.Probability, digits: 1)}");
            output.WriteLine($"{OneLine.Of(prediction.Image)}: {string.Join(", ", classes)}");
        }
    }

    private sealed record ImagePrediction(string Image, IReadOnlyList<ClassProbability> Classes);
}
