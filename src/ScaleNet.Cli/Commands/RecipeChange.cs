using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Commands;

/// <summary>A recipe with another number of epochs.</summary>
internal static class RecipeChange
{
    /// <summary>The recipe for so many epochs; at least one of them comes after the warm-up. Unchanged for null.</summary>
    public static TrainingRecipe Shorten(TrainingRecipe recipe, int? epochs) => epochs is not { } count ? recipe : recipe with
    {
        Epochs = count,
        Schedule = recipe.Schedule with { WarmupEpochs = Math.Min(recipe.Schedule.WarmupEpochs, count - 1) },
    };
}
