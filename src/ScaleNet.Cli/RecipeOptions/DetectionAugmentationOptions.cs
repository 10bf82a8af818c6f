using System.Collections.Immutable;
using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Random changes of a detector's training images.</summary>
internal sealed class DetectionAugmentationOptions : IRecipeOptions
{
    private readonly Option<double> _flip = AugmentationOptions.Flip("share of the images that are mirrored, with their boxes: 0.5, or 0 for none");

    private readonly Option<ImmutableArray<int>> _sides = new("--multi-scale")
    {
        Description = "short sides of which each training image gets one at random, px, such as 480,512,544; the long side keeps its limit",
        HelpName = "N,N",
        CustomParser = Values.Integers,
    };

    public IReadOnlyList<Option> All => [_flip, _sides];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe) => recipe with
    {
        Augmentation = parsed.Given(_flip) is { } share ? recipe.Augmentation with { Flip = share > 0 } : recipe.Augmentation,
        ShortSides = parsed.Given(_sides) is { } sides ? [.. sides] : recipe.ShortSides,
    };
}
