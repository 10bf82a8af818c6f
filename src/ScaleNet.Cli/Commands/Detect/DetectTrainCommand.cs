using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.RecipeOptions;
using ScaleNet.Data.Detection;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary><c>scalenet detect train</c>: trains a Faster R-CNN.</summary>
internal sealed class DetectTrainCommand
{
    public const string Example = "scalenet detect train --name boxes1 --data scenes --backbone scalenet50 --init scalenet50.pth --size 600/1000";

    private const string Description =
        "Train a Faster R-CNN on images in COCO's layout. To exchange the backbone is one word; an ImageNet checkpoint of it is given with --init.";

    private const string ScratchRecipe = "detection-scratch";
    private const string TunedRecipe = "detection-coco"; // for weights that come from ImageNet

    private static readonly string[] Examples =
    [
        Example,
        "scalenet detect train --name boxes2 --data coco --backbone resnet50 --init resnet50.pth --freeze stem,layer1,batch-norms",
        "scalenet detect train --name boxes1 --data scenes --resume",
    ];

    private readonly RunFrameOptions _frame = new();
    private readonly DetectionDataOptions _data = new();
    private readonly DetectorOptions _detector = new();

    private readonly Option<string> _init = new("--init", "--initial-checkpoint")
    {
        Description = "weights to begin with: a .safetensors or .pth file or a run folder, of the backbone (its classifier is left out) or of a whole detector",
        HelpName = "FILE|RUN",
    };

    private readonly RecipeOptionSet _recipe = new(
        ScratchRecipe, $"; with --init the default is {TunedRecipe}", new PrecisionOptions(), new ScheduleOptions(), new OptimizationOptions(), new DetectionAugmentationOptions(), new FreezeOptions());

    private readonly RunOptions _run = new();

    public static Command Create(CommandContext context)
    {
        var train = new DetectTrainCommand();
        var command = new Verb("train", Description, Examples) { train._frame.Name };
        command.AddAll(train._data.ForTraining);
        train._detector.AddTo(command);
        command.AddAll([train._init, .. train._recipe.All, .. train._run.All, train._frame.DryRun, .. train._frame.Last]);
        command.SetAction(parsed => Processes.Run(context, (own, ranks) => train.Run(own, parsed, ranks)));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed, ICollective ranks)
    {
        var (name, folder, mode) = _frame.Bind(parsed);
        var request = new RunRequest
        {
            Name = name,
            RunFolder = folder,
            Init = parsed.GetValue(_init),
            Recipe = _recipe.Bind(parsed, mode, folder, ranks.WorldSize, parsed.GetValue(_init) is null ? null : TunedRecipe),
            Run = _run.Bind(parsed),
            Ranks = ranks,
            Mode = mode,
            IsDryRun = _frame.IsDryRun(parsed),
            IsJson = _frame.IsJson(parsed),
        };
        if (mode != RunMode.Resume && request is { Init: null, Recipe.Freeze: { } frozen })
        {
            context.Say($"note: {string.Join(", ", frozen)} are not trained, and without --init they begin at random");
        }

        var data = _data.Load(parsed);
        var spec = _detector.Bind(parsed, data.Train.ClassNames.Count)
            ?? (mode == RunMode.Resume ? DetectorFile.Read(folder) : null)
            ?? throw new SpecException("--backbone: is missing, expected the network whose maps are used. `scalenet models` lists some.");
        return TrainingRun.Execute(
            context, request, Job(request, spec, data), $"scalenet detect evaluate {folder} --data {_data.FolderOf(parsed)}");
    }

    private static DetectionJob Job(RunRequest request, FasterRcnnSpec spec, DetectionData data) => request.Running(new DetectionJob
    {
        RunFolder = request.RunFolder,
        Name = request.Name,
        Kind = RunKind.Detection,
        Spec = spec,
        Recipe = request.Recipe,
        Data = data,
        Start = request.Init is null ? null : DetectorStart.Read(request.Init, spec),
    });
}
