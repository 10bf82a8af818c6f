using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Blending of images within a batch.</summary>
internal sealed class MixingOptions : IRecipeOptions
{
    private readonly Option<double> _mixup = NumberOptions.NotNegative("--mixup", "mixup's alpha; 0 for none");
    private readonly Option<double> _cutmix = NumberOptions.NotNegative("--cutmix", "CutMix's alpha; 0 for none");
    private readonly Option<double> _probability = NumberOptions.Share("--mixup-prob", "share of the batches that are blended");
    private readonly Option<double> _switch = NumberOptions.Share("--mixup-switch-prob", "share of them that are cut, where both are on");
    private readonly Option<int> _off = SharedOptions.Integer("--mixup-off-epoch", 0, "epochs with blending; 0 for all");

    public IReadOnlyList<Option> All => [_mixup, _cutmix, _probability, _switch, _off];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe)
    {
        if (All.FirstOrDefault(parsed.IsGiven) is not { } given)
        {
            return recipe;
        }

        var own = recipe.Mixing ?? new BatchMixing();
        var mixing = own with
        {
            MixupAlpha = parsed.Given(_mixup) ?? own.MixupAlpha,
            CutmixAlpha = parsed.Given(_cutmix) ?? own.CutmixAlpha,
            Probability = parsed.Given(_probability) ?? own.Probability,
            SwitchProbability = parsed.Given(_switch) ?? own.SwitchProbability,
            OffEpoch = parsed.Given(_off) ?? own.OffEpoch,
        };
        if (mixing.MixupAlpha > 0 || mixing.CutmixAlpha > 0)
        {
            return recipe with { Mixing = mixing };
        }

        return given == _mixup || given == _cutmix
            ? recipe with { Mixing = null }
            : throw new SpecException($"{given.Name}: nothing is blended. Give --mixup or --cutmix too, or leave it out.");
    }
}
