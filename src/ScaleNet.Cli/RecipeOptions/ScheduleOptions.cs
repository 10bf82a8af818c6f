using System.Collections.Immutable;
using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>The learning rate from step to step.</summary>
internal sealed class ScheduleOptions : IRecipeOptions
{
    private const int UsualDecayEpochs = 90; // timm's, as the next
    private const double UsualDecayRate = 0.1;
    private const int UsualBaseSize = 256; // timm's default of --lr-base-size

    private readonly Option<double> _base = NumberOptions.Positive("--lr-base", "rate for --lr-base-size images a step, instead of --lr");
    private readonly Option<int> _baseSize = SharedOptions.Integer("--lr-base-size", 1, "images of --lr-base (default: 256)");

    private readonly Option<ScheduleWord> _kind = new("--sched")
    {
        Description = "how the rate falls",
        HelpName = "cosine|multistep|step|poly",
        CustomParser = result => Values.Word(
            result, ("cosine", ScheduleWord.Cosine), ("multistep", ScheduleWord.MultiStep), ("step", ScheduleWord.Step),
            ("poly", ScheduleWord.Polynomial)),
    };

    private readonly Option<ImmutableArray<int>> _milestones = new("--decay-milestones")
    {
        Description = "multistep: epochs, counted from 0, at whose start the rate falls",
        HelpName = "EPOCH...",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Values.Integers,
    };

    private readonly Option<int> _every = SharedOptions.Integer("--decay-epochs", 1, $"step: epochs from fall to fall (default: {UsualDecayEpochs})");
    private readonly Option<double> _rate = NumberOptions.Positive("--decay-rate", "multistep and step: factor of a fall (default: 0.1); poly: the exponent");
    private readonly Option<double> _least = NumberOptions.NotNegative("--min-lr", "cosine and poly: rate at the end");
    private readonly Option<int> _warmUp = SharedOptions.Integer("--warmup-epochs", 0, "epochs in which the rate rises");
    private readonly Option<double> _warmUpRate = NumberOptions.NotNegative("--warmup-lr", "rate from which it rises");

    public IReadOnlyList<Option> All => [_base, _baseSize, _kind, _milestones, _every, _rate, _least, _warmUp, _warmUpRate];

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
            Schedule = Schedule(parsed, recipe.Schedule, recipe.Epochs),
        };
    }

    private LearningRateSchedule Schedule(ParseResult parsed, LearningRateSchedule own, int epochs)
    {
        var word = parsed.Given(_kind);
        var kind = word switch
        {
            null => own.Kind,
            ScheduleWord.Cosine => ScheduleKind.Cosine,
            ScheduleWord.Polynomial => ScheduleKind.Polynomial,
            _ => ScheduleKind.MultiStep,
        };
        RequireUse(parsed, kind, word);
        var same = own.Kind == kind ? own : own with { Kind = kind, Milestones = [], Gamma = 1, Power = 0 };
        return same with
        {
            Milestones = Milestones(parsed, word, same, epochs),
            Gamma = kind == ScheduleKind.MultiStep ? parsed.Given(_rate) ?? (own.Kind == kind ? own.Gamma : UsualDecayRate) : 1,
            Power = kind == ScheduleKind.Polynomial ? parsed.Given(_rate) ?? (own.Power > 0 ? own.Power : 1) : 0,
            FinalLearningRate = kind == ScheduleKind.MultiStep ? 0 : parsed.Given(_least) ?? same.FinalLearningRate,
            WarmupEpochs = parsed.Given(_warmUp) ?? same.WarmupEpochs,
            WarmupLearningRate = parsed.Given(_warmUpRate) ?? same.WarmupLearningRate,
        };
    }

    private ImmutableArray<int> Milestones(ParseResult parsed, ScheduleWord? word, LearningRateSchedule own, int epochs)
    {
        if (word == ScheduleWord.Step)
        {
            var every = parsed.Given(_every) ?? UsualDecayEpochs;
            return [.. Enumerable.Range(1, (epochs - 1) / every).Select(fall => fall * every)];
        }

        if (own.Kind == ScheduleKind.MultiStep && own.Milestones.IsEmpty && !parsed.IsGiven(_milestones))
        {
            throw new SpecException("--sched multistep: the rate falls nowhere. Give --decay-milestones too.");
        }

        return parsed.Given(_milestones) ?? own.Milestones;
    }

    private void RequireUse(ParseResult parsed, ScheduleKind kind, ScheduleWord? word)
    {
        (Option Option, bool IsUsed, string Owner)[] owners =
        [
            (_rate, kind != ScheduleKind.Cosine, "multistep, step and poly"),
            (_least, kind != ScheduleKind.MultiStep, "cosine and poly"),
            (_milestones, kind == ScheduleKind.MultiStep && word != ScheduleWord.Step, "multistep"),
            (_every, word == ScheduleWord.Step, "step"),
        ];
        foreach (var (option, isUsed, owner) in owners)
        {
            if (!isUsed && parsed.IsGiven(option))
            {
                throw new SpecException($"{option.Name}: belongs to --sched {owner}. Leave it out, or choose that.");
            }
        }
    }
}
