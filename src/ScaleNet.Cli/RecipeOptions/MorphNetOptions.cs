using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>MorphNet's regulariser, for the training of a seed and of the networks that come of it.</summary>
internal sealed class MorphNetOptions : IRecipeOptions
{
    private readonly Option<double> _strength = NumberOptions.Positive(
        "--morphnet-strength", "press on the scales of batch norms by what their channels cost (MorphNet); try powers of ten round 0.1");

    private readonly Option<CostKind> _cost = new("--morphnet-cost")
    {
        Description = "what a channel costs (default: macs)",
        HelpName = "macs|params",
        CustomParser = result => Values.Word(result, ("macs", CostKind.Macs), ("params", CostKind.Parameters)),
    };

    private readonly Option<double> _threshold = NumberOptions.NotNegative(
        "--morphnet-threshold", $"a channel with a scale above it counts as alive (default: {FormattableString.Invariant($"{MorphNetPolicy.DefaultThreshold}")})");

    private readonly Option<bool> _all = new("--morphnet-all")
    {
        Description = "press on all batch norms, as MorphNet does; else on those of branches, which alone the allocation changes",
    };

    public IReadOnlyList<Option> All => [_strength, _cost, _threshold, _all];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe)
    {
        var own = recipe.MorphNet;
        if ((parsed.Given(_strength) ?? own?.Strength) is { } strength)
        {
            return recipe with
            {
                MorphNet = new MorphNetRegularization
                {
                    Strength = strength,
                    Cost = parsed.Given(_cost) ?? own?.Cost ?? CostKind.Macs,
                    Threshold = parsed.Given(_threshold) ?? own?.Threshold ?? MorphNetPolicy.DefaultThreshold,
                    AllChannels = parsed.Given(_all) ?? own?.AllChannels ?? false,
                },
            };
        }

        return All.FirstOrDefault(parsed.IsGiven) is { } option
            ? throw new SpecException($"{option.Name}: nothing is regularised. Give --morphnet-strength too, or leave it out.")
            : recipe;
    }
}
