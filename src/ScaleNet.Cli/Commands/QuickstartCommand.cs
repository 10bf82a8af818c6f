using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Quickstart;
using ScaleNet.Cli.Steps;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet quickstart</c>: the whole method in minutes, without any file.</summary>
internal sealed class QuickstartCommand
{
    private const string Description =
        "Walk the whole method on the embedded Fashion-MNIST images: train a seed, learn the allocation, train the learned "
        + "ScaleNet, and train a ResNet and an even split of the same cost to compare with.";

    private const string RecipeName = "fashion-quick";

    private static readonly string[] Examples =
    [
        "scalenet quickstart",
        "scalenet quickstart --epochs 2 --name glance",
        "scalenet quickstart --resume",
    ];

    private readonly Option<string> _name = new("--name")
    {
        Description = "name of the comparison, its folder below --runs",
        CustomParser = Values.Name,
        DefaultValueFactory = _ => "quickstart",
    };

    private readonly Option<string> _runs = SharedOptions.Runs();

    private readonly Option<int> _epochs = new("--epochs")
    {
        Description = $"epochs of each training, instead of those of the recipe {RecipeName}",
        HelpName = "N",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<int> _limit = new("--limit-batches")
    {
        Description = "batches of an epoch, to try things out (default: all)",
        HelpName = "N",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _resume = new("--resume") { Description = "go on where it was stopped" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "begin anew, in place of what is there" };
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var quickstart = new QuickstartCommand();
        var command = new Verb("quickstart", Description, Examples)
        {
            quickstart._name, quickstart._runs, quickstart._epochs, quickstart._limit, quickstart._threads, quickstart._resume,
            quickstart._overwrite, quickstart._json,
        };
        command.SetAction(parsed => quickstart.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var request = Bind(parsed);
        TorchThreads.Use(SharedOptions.ThreadsOf(parsed, _threads));
        var story = new QuickstartStory(context, request);
        if (!story.Run())
        {
            context.Say($"Stopped. Go on with: {ResumeCommand.From(context.Arguments)}");
            return context.StopCode();
        }

        var page = story.WriteComparison();
        var lines = QuickstartResults.Read(request.Folder);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, new { story.BudgetMacs, Networks = lines, Report = page });
        }
        else
        {
            QuickstartResults.Write(context.Output, request.Folder, lines);
        }

        context.Say($"Report: {page}");
        return ExitCode.Success;
    }

    private QuickstartRequest Bind(ParseResult parsed)
    {
        var folder = Path.Combine(parsed.GetRequiredValue(_runs), parsed.GetRequiredValue(_name));
        var mode = SharedOptions.ModeOf(parsed, _resume, _overwrite);
        if (mode == RunMode.New && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new RunFolderException(
                $"{folder}: exists already. Go on with it by --resume, begin anew by --overwrite, or choose another --name.");
        }

        return new QuickstartRequest
        {
            Folder = folder,
            Recipe = Recipe(parsed, mode, Path.Combine(folder, QuickstartRole.Seed)),
            Mode = mode,
            LimitBatches = parsed.Given(_limit),
        };
    }

    private TrainingRecipe Recipe(ParseResult parsed, RunMode mode, string seedFolder)
    {
        var kept = RunLayout.PathOf(seedFolder, RunLayout.RecipeFile);
        var recipe = RecipeFile.Load(mode == RunMode.Resume && File.Exists(kept) ? kept : RecipeName);
        return RecipeChange.Shorten(recipe, parsed.Given(_epochs));
    }
}
