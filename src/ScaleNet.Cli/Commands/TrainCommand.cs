using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet train</c>: trains any network, from scratch or from given weights.</summary>
internal sealed class TrainCommand
{
    private const string Description =
        "Train a network, from scratch or from given weights: one of the catalogue (adapted to the images), a spec or structure file, or an allocation.";

    private const string DefaultRecipe = "fashion-full";

    private static readonly string[] Examples =
    [
        "scalenet train --name learned1-trained --model runs/learned1",
        "scalenet train --name resnet1 --model resnet20_small --recipe fashion-quick",
        "scalenet train --name tuned1 --data photos --init runs/resnet1 --freeze conv1,bn1,layer1 --lr 0.01",
        "scalenet train --name resnet1 --resume",
    ];

    private readonly Option<string> _model = new("--model")
    {
        Description = "a name from `scalenet models`, a spec or structure file, or a run folder; not needed with --resume, nor with --init RUN",
        HelpName = "MODEL",
    };

    private readonly StructureOptionSet _structure = new();
    private readonly TrainingOptionSet _training = new(DefaultRecipe, isRatioTheAspect: true);

    public static Command Create(CommandContext context)
    {
        var train = new TrainCommand();
        var command = new Verb("train", Description, Examples) { train._model };
        train._structure.AddTo(command);
        train._training.AddTo(command);
        command.SetAction(parsed => Processes.Run(context, (own, ranks) => train.Run(own, parsed, ranks)));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed, ICollective ranks)
    {
        var request = _training.Bind(parsed, ranks);
        var word = parsed.GetValue(_model) ?? (request.Mode == RunMode.Resume ? request.RunFolder : null)
            ?? (Directory.Exists(request.Init) ? request.Init : null)
            ?? throw new SpecException("--model: is missing, expected a network to train. `scalenet models` lists some.");
        var data = DataChoice.Load(request.Data, request.ImageSize);
        var job = request.Job(RunKind.Train, Spec(parsed, word, data, request), data);
        var sameData = request.Data == DataChoice.Fashion ? "" : $" --data {request.Data}";
        return TrainingRun.Execute(context, request, job, $"scalenet evaluate {request.RunFolder}{sameData}");
    }

    private NetworkSpec Spec(ParseResult parsed, string word, ImageClassificationData data, TrainingRequest request)
    {
        // A structure file does not speak of images and classes, so they are the data's.
        var options = _structure.Bind(parsed) with { InputChannels = data.Preprocessing.Channels, Classes = data.Train.ClassNames.Count };
        var network = NetworkSource.Find(word, options);
        _structure.RequireUse(parsed, network);

        if (network.IsFromCatalog || (request.Init is null && request.Mode != RunMode.Resume))
        {
            return NetworkFit.ToData(network, data);
        }

        // What was trained on other images keeps its layers, whatever the size of these; only its classes may become others.
        var spec = request.Init is null ? network.Spec : network.Spec with { Classes = data.Train.ClassNames.Count };
        NetworkFit.RequireFit(spec with { Resolution = data.Preprocessing.Height }, word, data);
        return spec;
    }
}
