using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.RecipeOptions;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>The options of every verb that trains.</summary>
internal sealed class TrainingOptionSet
{
    private const string PictureRecipe = "imagenet-cosine-120";

    private readonly RunFrameOptions _frame = new();
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<int> _imageSize = SharedOptions.ImageSize();
    private readonly Option<string> _init = new("--init", "--initial-checkpoint")
    {
        Description = "weights to begin with: a .safetensors or .pth file, or a run folder; a classifier of other classes is left out",
        HelpName = "FILE|RUN",
    };

    private readonly Option<int> _classes = SharedOptions.Integer(
        "--num-classes", 1, "classes that are expected; other data is refused (the data says how many there are)");

    private readonly RecipeOptionSet _recipe;
    private readonly RunOptions _run = new();

    private readonly Option<int> _overfit = SharedOptions.Integer(
        "--overfit", 1, "train on N images, unchanged, and test on the same: a network that works learns them by heart");

    /// <param name="defaultRecipe">The recipe where none is given.</param>
    /// <param name="isRatioTheAspect">Whether --ratio means the proportions of random crops, as in timm.</param>
    public TrainingOptionSet(string defaultRecipe, bool isRatioTheAspect = false)
    {
        _recipe = new RecipeOptionSet(
            defaultRecipe,
            "; for picture folders the default is " + PictureRecipe,
            new PrecisionOptions(), new ScheduleOptions(), new OptimizationOptions(), new MixingOptions(),
            new AugmentationOptions(isRatioTheAspect), new FreezeOptions(), new MorphNetOptions());
        _data.Aliases.Add("--data-dir"); // timm's names
        _classes.Aliases.Add("--classes");
    }

    public void AddTo(Command command) => command.AddAll(
    [
        _frame.Name, _data, _imageSize, _init, _classes, .. _recipe.All, .. _run.All, _frame.DryRun, _overfit, .. _frame.Last,
    ]);

    /// <summary>What was asked for; for a run that goes on, what is not said is taken from its folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ranks">The processes that train together.</param>
    /// <exception cref="RunFolderException">There is no such run to go on with.</exception>
    /// <exception cref="SpecException">Unknown or invalid recipe, or options against each other.</exception>
    public TrainingRequest Bind(ParseResult parsed, ICollective ranks)
    {
        var (name, folder, mode) = _frame.Bind(parsed);
        return new TrainingRequest
        {
            Name = name,
            RunFolder = folder,
            Data = parsed.GetRequiredValue(_data),
            ImageSize = parsed.Given(_imageSize) ?? (mode == RunMode.Resume ? KeptImageSize(folder) : null),
            Init = parsed.GetValue(_init),
            Classes = parsed.Given(_classes),
            Recipe = _recipe.Bind(
                parsed, mode, folder, ranks.WorldSize, DataChoice.IsPictures(parsed.GetRequiredValue(_data)) ? PictureRecipe : null),
            Run = _run.Bind(parsed),
            Ranks = ranks,
            IsDryRun = _frame.IsDryRun(parsed),
            OverfitImages = parsed.Given(_overfit),
            Mode = mode,
            IsJson = _frame.IsJson(parsed),
        };
    }

    private static int? KeptImageSize(string folder)
    {
        var path = RunLayout.PathOf(folder, RunLayout.PreprocessingFile);
        return File.Exists(path) ? Preprocessing.FromJson(File.ReadAllText(path), path).Height : null;
    }
}
