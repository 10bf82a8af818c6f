using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>The options that choose a recipe and change it.</summary>
internal sealed class RecipeOptionSet
{
    private readonly Option<string> _recipe;
    private readonly Option<int> _epochs = SharedOptions.Integer("--epochs", 1, "epochs, instead of the recipe's; its warm-up is cut to fit");
    private readonly Option<int> _seed = SharedOptions.Integer("--seed", 0, "where all randomness starts, instead of the recipe's");

    private readonly Option<double> _rate = new("--lr")
    {
        Description = "the highest learning rate, instead of the recipe's",
        CustomParser = Values.PositiveNumber,
    };

    private readonly BatchOptions _batch = new();
    private readonly IRecipeOptions[] _others;

    /// <param name="defaultRecipe">The recipe where none is given.</param>
    /// <param name="note">What the help says of the recipe besides the names.</param>
    /// <param name="others">Options of further subjects.</param>
    public RecipeOptionSet(string defaultRecipe, string note, params IRecipeOptions[] others)
    {
        _others = others;
        _recipe = new Option<string>("--recipe")
        {
            Description = "a built-in recipe (" + string.Join(", ", RecipeFile.BuiltIn.Select(recipe => recipe.Name)) + $") or a file{note}",
            DefaultValueFactory = _ => defaultRecipe,
        };
    }

    /// <summary>The options in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_recipe, _epochs, .. _batch.All, _rate, _seed, .. _others.SelectMany(options => options.All)];

    /// <summary>The recipe that was asked for; for a run that goes on, its own where none is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mode">What happens to the run folder.</param>
    /// <param name="runFolder">The run folder.</param>
    /// <param name="processes">The processes that train together.</param>
    /// <param name="special">The recipe where none is given, instead of the usual one.</param>
    /// <exception cref="Architecture.SpecException">Unknown or invalid recipe, or options against each other.</exception>
    public TrainingRecipe Bind(ParseResult parsed, RunMode mode, string runFolder, int processes, string? special = null)
    {
        var kept = RunLayout.PathOf(runFolder, RunLayout.RecipeFile);
        var isGiven = parsed.IsGiven(_recipe);
        var isKept = mode == RunMode.Resume && !isGiven && File.Exists(kept);
        var recipe = RecipeFile.Load(isKept ? kept : (isGiven ? null : special) ?? parsed.GetRequiredValue(_recipe));
        var changed = RecipeChange.Shorten(recipe, parsed.Given(_epochs)) with
        {
            Seed = parsed.Given(_seed) ?? recipe.Seed,
            LearningRate = parsed.Given(_rate) ?? recipe.LearningRate,
        };
        changed = _batch.Apply(parsed, changed, processes); // first: rates may be scaled by the images of a step
        changed = _others.Aggregate(changed, (current, options) => options.Apply(parsed, current));
        RecipeFile.Validate(changed, $"recipe {recipe.Name} with the options given");
        return changed;
    }
}
