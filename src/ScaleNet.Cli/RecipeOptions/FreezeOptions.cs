using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>What stays as it began.</summary>
internal sealed class FreezeOptions : IRecipeOptions
{
    private readonly Option<string[]> _freeze = new("--freeze")
    {
        Description = "layers that are not trained, by the beginnings of their paths: conv1,bn1,layer1; or stem, batch-norms, all-but-head",
        HelpName = "PATH,PATH",
        CustomParser = result => Values.List<string>(result, TryName, "paths of layers separated by commas, such as conv1,bn1,layer1"),
    };

    public IReadOnlyList<Option> All => [_freeze];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe) =>
        parsed.IsGiven(_freeze) ? recipe with { Freeze = parsed.GetRequiredValue(_freeze) } : recipe;

    private static bool TryName(string word, out string name)
    {
        name = word.Trim();
        return name.Length > 0;
    }
}
