using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>The learning rate from step to step.</summary>
internal sealed class ScheduleOptions : IRecipeOptions
{
    private const int UsualBaseSize = 256; // timm's default of --lr-base-size

    private readonly Option<double> _base = NumberOptions.Positive("--lr-base", "rate for --lr-base-size images a step, instead of --lr");
    private readonly Option<int> _baseSize = SharedOptions.Integer("--lr-base-size", 1, "images of --lr-base (default: 256)");

    private readonly Option<ScheduleKind> _kind = new("--sched")
    {
        Description = "how the rate falls",
        HelpName = "cosine|multistep|poly",
        CustomParser = result => Values.Word(
            result, ("cosine", ScheduleKind.Cosine), ("multistep", ScheduleKind.MultiStep), ("poly", ScheduleKind.Polynomial)),
    };

    private readonly Option<double> _rate = NumberOptions.Positive("--decay-rate", "multistep: factor at a milestone; poly: the exponent");
    private readonly Option<double> _least = NumberOptions.NotNegative("--min-lr", "cosine and poly: rate at the end");
    private readonly Option<int> _warmUp = SharedOptions.Integer("--warmup-epochs", 0, "epochs in which the rate rises");
    private readonly Option<double> _warmUpRate = NumberOptions.NotNegative("--warmup-lr", "rate from which it rises");

    public IReadOnlyList<Option> All => [_base, _baseSize, _kind, _rate, _least, _warmUp, _warmUpRate];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe)
    {
        if (parsed.IsGiven(_baseSize) && !parsed.IsGiven(_base))
        {
            throw new SpecException("--lr-base-size: says what --lr-base is for, which is not given. Leave it out.");
        }

        var rate = parsed.Given(_base) is { } reference
            ? reference * recipe.BatchSize / (parsed.Given(_baseSize) ?? UsualBaseSize)
            : recipe.LearningRate;
        return recipe with
        {
            LearningRate = rate,
            Schedule = Schedule(parsed, recipe.Schedule),
        };
    }

    private LearningRateSchedule Schedule(ParseResult parsed, LearningRateSchedule own)
    {
        var kind = parsed.Given(_kind) ?? own.Kind;
        var decay = parsed.Given(_rate);
        if (kind == ScheduleKind.Cosine && decay is not null)
        {
            throw new SpecException("--decay-rate: belongs to --sched multistep and poly. Leave it out.");
        }

        if (kind == ScheduleKind.MultiStep && (own.Kind != kind || parsed.IsGiven(_least)))
        {
            throw new SpecException(
                "--sched multistep: has no --min-lr, and its milestones are the recipe's. Choose a recipe of that kind.");
        }

        var same = own.Kind == kind ? own : own with { Kind = kind, Milestones = [], Gamma = 1, Power = 0 };
        return same with
        {
            Gamma = kind == ScheduleKind.MultiStep ? decay ?? own.Gamma : 1,
            Power = kind == ScheduleKind.Polynomial ? decay ?? (own.Power > 0 ? own.Power : 1) : 0,
            FinalLearningRate = parsed.Given(_least) ?? same.FinalLearningRate,
            WarmupEpochs = parsed.Given(_warmUp) ?? same.WarmupEpochs,
            WarmupLearningRate = parsed.Given(_warmUpRate) ?? same.WarmupLearningRate,
        };
    }
}
