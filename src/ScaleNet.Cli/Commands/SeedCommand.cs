using System.Collections.Immutable;
using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet seed</c>: trains the redundant network from which an allocation is learned.</summary>
internal sealed class SeedCommand
{
    private const string Description =
        "Train a redundant seed: a ResNet's stages with scale-aggregation blocks that have the same neurons at every scale.";

    private const string DefaultRecipe = "fashion-seed";
    private const int DefaultDepth = 20;
    private const int DefaultWidth = 16;

    private static readonly string[] Examples =
    [
        "scalenet seed --name seed1",
        "scalenet seed --name seed2 --depth 11 --width 8 --recipe fashion-quick --seed 2",
        "scalenet seed --name sparse1 --morphnet-strength 0.1",
        "scalenet seed --name seed1 --resume",
    ];

    private readonly Option<string> _model = new("--model") { Description = "the ResNet whose stages the seed has", HelpName = "RESNET" };

    private readonly Option<int> _depth = new("--depth")
    {
        Description = "instead of --model: layers of a small-image ResNet, 11, 20, 29, 38, ... (default: 20)",
        HelpName = "N",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<int> _width = new("--width")
    {
        Description = "instead of --model: planes of its first stage (default: 16)",
        HelpName = "N",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<ImmutableArray<int>> _scales = new("--scales")
    {
        Description = "down-sampling factors of the branches (default: 1,2,4,7)",
        CustomParser = Values.Integers,
    };

    private readonly Option<double> _ratio = new("--ratio")
    {
        Description = "neurons of each scale as a multiple of the block's planes (default: 1)",
        CustomParser = Values.PositiveNumber,
    };

    private readonly TrainingOptionSet _training = new(DefaultRecipe);

    public static Command Create(CommandContext context)
    {
        var seed = new SeedCommand();
        var command = new Verb("seed", Description, Examples) { seed._model, seed._depth, seed._width, seed._scales, seed._ratio };
        seed._training.AddTo(command);
        command.SetAction(parsed => Processes.Run(context, (own, ranks) => seed.Run(own, parsed, ranks)));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed, ICollective ranks)
    {
        var request = _training.Bind(parsed, ranks);
        var data = DataChoice.Load(request.Data, request.ImageSize);
        var job = request.Job(RunKind.Seed, Spec(parsed, request, data), data);
        return TrainingRun.Execute(context, request, job, $"scalenet allocate {request.RunFolder} --name NAME");
    }

    private NetworkSpec Spec(ParseResult parsed, TrainingRequest request, ImageClassificationData data)
    {
        Option[] designs = [_model, _depth, _width, _scales, _ratio];
        if (request.Mode == RunMode.Resume && !designs.Any(parsed.IsGiven))
        {
            return NetworkFit.ToData(NetworkSource.Find(request.RunFolder, new()), data);
        }

        var scales = parsed.Given(_scales) ?? ScaleSets.Published;
        var ratio = parsed.Given(_ratio) ?? 1;
        return SeedDesign.Create(Baseline(parsed, data), scales, ratio);
    }

    private ResNetSpec Baseline(ParseResult parsed, ImageClassificationData data)
    {
        var (depth, width) = (parsed.Given(_depth), parsed.Given(_width));
        if (parsed.GetValue(_model) is not { } model)
        {
            return SmallImageDesigns.ResNet(
                depth ?? DefaultDepth, width ?? DefaultWidth, data.Preprocessing.Height, data.Preprocessing.Channels, data.Train.ClassNames.Count);
        }

        if (depth is not null || width is not null)
        {
            throw new SpecException("--model: got --depth or --width too, which it says itself. Leave either out.");
        }

        var fitted = NetworkFit.ToData(NetworkSource.Find(model, new()), data);
        return fitted as ResNetSpec ?? throw new SpecException(
            $"--model: {model} is not a ResNet, and a seed is made from one. Try resnet20_small; to train {model}: scalenet train.");
    }
}
