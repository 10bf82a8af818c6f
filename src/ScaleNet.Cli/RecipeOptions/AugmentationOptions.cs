using System.Collections.Immutable;
using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Data.Transforms;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Random changes of the training images.</summary>
internal sealed class AugmentationOptions : IRecipeOptions
{
    private const double EverySecond = 0.5;

    private readonly Option<bool> _none = new("--no-aug") { Description = "images unchanged, whatever the other options of their changes say" };
    private readonly Option<ImmutableArray<double>> _scale = Pair("--scale", "pictures: least and greatest share of the area that a random crop has");
    private readonly Option<ImmutableArray<double>> _aspect = Pair("--aspect-ratio", "pictures: least and greatest width / height of it");

    private readonly Option<double> _flip = Flip("share of the images that are mirrored: 0.5, or 0 for none");

    private readonly Option<double> _jitter = NumberOptions.NotNegative(
        "--color-jitter", "pictures: strength of changes of brightness, contrast and saturation; none beside --aa, as in timm");

    private readonly Option<RandAugmentWord> _random = new("--aa")
    {
        Description = "pictures: RandAugment of strength M, N operations (2), the strength's deviation S (0); none for none",
        HelpName = "rand-mM-nN-mstdS",
        CustomParser = RandAugmentWord.Parse,
    };

    private readonly Option<double> _erase = NumberOptions.Share("--reprob", "pictures: share in which a random rectangle is overwritten");

    private readonly Option<ErasingFill> _fill = new("--remode")
    {
        Description = "with what it is: a colour a pixel, the mean colour, or one colour",
        HelpName = "pixel|const|rand",
        CustomParser = result => Values.Word(
            result, ("pixel", ErasingFill.Pixel), ("const", ErasingFill.Const), ("rand", ErasingFill.Rand)),
    };

    /// <param name="isRatioTheAspect">Whether timm's name --ratio is free for the proportions of a crop.</param>
    public AugmentationOptions(bool isRatioTheAspect)
    {
        if (isRatioTheAspect)
        {
            _aspect.Aliases.Add("--ratio");
        }
    }

    /// <summary>Whether images are mirrored, as timm asks it.</summary>
    public static Option<double> Flip(string description) => new("--hflip")
    {
        Description = description,
        HelpName = "X",
        CustomParser = Values.Number(value => value is 0 or EverySecond, "0 or 0.5"),
    };

    public IReadOnlyList<Option> All => [_none, _scale, _aspect, _flip, _jitter, _random, _erase, _fill];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe)
    {
        var own = recipe.Augmentation;
        return recipe with
        {
            Augmentation = parsed.GetValue(_none) ? new Augmentation { Pad = 0, Flip = false } : own with
            {
                Flip = parsed.Given(_flip) is { } share ? share > 0 : own.Flip,
                RandomResizedCrop = Crop(parsed, own.RandomResizedCrop),
                RandAugment = parsed.Given(_random) is { } word ? word.Operations : own.RandAugment,
                ColorJitter = Jitter(parsed, own.ColorJitter),
                RandomErasing = Erasing(parsed, own.RandomErasing),
            },
        };
    }

    private RandomResizedCrop? Crop(ParseResult parsed, RandomResizedCrop? own)
    {
        var (scale, aspect) = (parsed.Given(_scale), parsed.Given(_aspect));
        if (scale is null && aspect is null)
        {
            return own;
        }

        var crop = own ?? new RandomResizedCrop();
        return crop with
        {
            ScaleMin = scale?[0] ?? crop.ScaleMin,
            ScaleMax = scale?[1] ?? crop.ScaleMax,
            RatioMin = aspect?[0] ?? crop.RatioMin,
            RatioMax = aspect?[1] ?? crop.RatioMax,
        };
    }

    private ColorJitter? Jitter(ParseResult parsed, ColorJitter? own)
    {
        if (parsed.Given(_random) is { Operations: not null })
        {
            return null;
        }

        return parsed.Given(_jitter) switch
        {
            null => own,
            0 => null,
            { } strength => new ColorJitter { Brightness = strength, Contrast = strength, Saturation = strength },
        };
    }

    private RandomErasing? Erasing(ParseResult parsed, RandomErasing? own)
    {
        var share = parsed.Given(_erase) ?? own?.Probability ?? 0;
        if (share > 0)
        {
            var erasing = own ?? new RandomErasing { Fill = ErasingFill.Pixel }; // timm's default of --remode
            return erasing with { Probability = share, Fill = parsed.Given(_fill) ?? erasing.Fill };
        }

        return parsed.IsGiven(_fill) && !parsed.IsGiven(_erase)
            ? throw new SpecException("--remode: nothing is overwritten. Give --reprob too, or leave it out.")
            : null;
    }

    private static Option<ImmutableArray<double>> Pair(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "MIN MAX",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Values.Numbers,
    };
}
