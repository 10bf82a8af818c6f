using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>The optimizer and what keeps it in bounds.</summary>
internal sealed class OptimizationOptions : IRecipeOptions
{
    private const double UsualEmaDecay = 0.9998; // timm's default of --model-ema-decay

    private readonly Option<MomentumKind> _kind = new("--opt")
    {
        Description = "sgd and nesterov look ahead along the momentum, momentum does not, as in timm",
        HelpName = "sgd|nesterov|momentum",
        CustomParser = result => Values.Word(
            result, ("sgd", MomentumKind.Nesterov), ("nesterov", MomentumKind.Nesterov), ("momentum", MomentumKind.Plain)),
    };

    private readonly Option<double> _momentum = NumberOptions.Below1("--momentum", "momentum");
    private readonly Option<double> _decay = NumberOptions.NotNegative("--weight-decay", "factor of the weights in their gradients");
    private readonly Option<bool> _decayBn = new("--decay-bn") { Description = "batch norms and biases decay too; timm's never do" };
    private readonly Option<double> _clip = NumberOptions.Positive("--clip-grad", "limit of the gradients");

    private readonly Option<ClipMode> _clipMode = new("--clip-mode")
    {
        Description = "limit their common norm or each value",
        HelpName = "norm|value",
        CustomParser = result => Values.Word(result, ("norm", ClipMode.Norm), ("value", ClipMode.Value)),
    };

    private readonly Option<double> _smoothing = NumberOptions.Below1("--smoothing", "label smoothing");
    private readonly Option<double> _dropPath = NumberOptions.Below1("--drop-path", "stochastic depth: chance of the last branch");
    private readonly Option<bool> _syncBn = new("--sync-bn") { Description = "batch norm over the images of all processes" };
    private readonly Option<bool> _ema = new("--model-ema") { Description = "keep and test a running average of the weights" };
    private readonly Option<double> _emaDecay = NumberOptions.Below1("--model-ema-decay", "share of the old average that stays at a step");
    private readonly Option<bool> _emaWarmUp = new("--model-ema-warmup") { Description = "let that share begin low" };
    private readonly Option<bool> _channelsLast = new("--channels-last") { Description = "order of maps in memory" };

    public IReadOnlyList<Option> All =>
    [
        _kind, _momentum, _decay, _decayBn, _clip, _clipMode, _smoothing, _dropPath, _syncBn, _ema, _emaDecay, _emaWarmUp,
        _channelsLast,
    ];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe) => recipe with
    {
        Nesterov = parsed.Given(_kind) is { } kind ? kind == MomentumKind.Nesterov : recipe.Nesterov,
        Momentum = parsed.Given(_momentum) ?? recipe.Momentum,
        WeightDecay = parsed.Given(_decay) ?? recipe.WeightDecay,
        DecayBatchNorm = parsed.Given(_decayBn) ?? recipe.DecayBatchNorm,
        LabelSmoothing = parsed.Given(_smoothing) ?? recipe.LabelSmoothing,
        DropPath = parsed.Given(_dropPath) ?? recipe.DropPath,
        SyncBatchNorm = parsed.Given(_syncBn) ?? recipe.SyncBatchNorm,
        ChannelsLast = parsed.Given(_channelsLast) ?? recipe.ChannelsLast,
        Clipping = Clipping(parsed, recipe.Clipping),
        Ema = Ema(parsed, recipe.Ema),
    };

    private GradientClipping? Clipping(ParseResult parsed, GradientClipping? own)
    {
        if ((parsed.Given(_clip) ?? own?.Limit) is { } limit)
        {
            return new GradientClipping { Limit = limit, Mode = parsed.Given(_clipMode) ?? own?.Mode ?? ClipMode.Norm };
        }

        return parsed.IsGiven(_clipMode)
            ? throw new SpecException("--clip-mode: nothing limits the gradients. Give --clip-grad too, or leave it out.")
            : null;
    }

    private WeightAverage? Ema(ParseResult parsed, WeightAverage? own)
    {
        var isOn = parsed.Given(_ema) ?? own is not null;
        if (isOn)
        {
            return new WeightAverage
            {
                Decay = parsed.Given(_emaDecay) ?? own?.Decay ?? UsualEmaDecay,
                WarmUp = parsed.Given(_emaWarmUp) ?? own?.WarmUp ?? false,
            };
        }

        return parsed.IsGiven(_emaDecay) || parsed.IsGiven(_emaWarmUp)
            ? throw new SpecException("--model-ema-decay and --model-ema-warmup: there is no average. Give --model-ema too, or leave them out.")
            : null;
    }
}
