using System.CommandLine;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Options of one subject, with timm's names, that change a recipe.</summary>
internal interface IRecipeOptions
{
    /// <summary>The options in the order of the help.</summary>
    IReadOnlyList<Option> All { get; }

    /// <summary>The recipe with what was given; applied again it changes nothing more.</summary>
    /// <exception cref="Architecture.SpecException">Options against each other or the recipe; the message names one.</exception>
    TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe);
}
