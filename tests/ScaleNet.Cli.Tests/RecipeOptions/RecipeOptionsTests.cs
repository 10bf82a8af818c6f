using System.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Tests.RecipeOptions;

public sealed class RecipeOptionsTests
{
    [Theory]
    [InlineData("--opt momentum", "\"nesterov\": false")]
    [InlineData("--opt sgd", "\"nesterov\": true")]
    [InlineData("--momentum 0.8", "\"momentum\": 0.8")]
    [InlineData("--weight-decay 2e-5", "\"weightDecay\": 2E-05")]
    [InlineData("--decay-bn false", "\"decayBatchNorm\": false")]
    [InlineData("--clip-grad 5", "\"limit\": 5", "\"mode\": \"norm\"")]
    [InlineData("--clip-grad 5 --clip-mode value", "\"limit\": 5", "\"mode\": \"value\"")]
    [InlineData("--smoothing 0.1", "\"labelSmoothing\": 0.1")]
    [InlineData("--drop-path 0.2", "\"dropPath\": 0.2")]
    [InlineData("--sync-bn", "\"syncBatchNorm\": true")]
    [InlineData("--model-ema", "\"decay\": 0.9998", "\"warmUp\": false")]
    [InlineData("--model-ema --model-ema-decay 0.99 --model-ema-warmup", "\"decay\": 0.99", "\"warmUp\": true")]
    [InlineData("--channels-last false", "\"channelsLast\": false")]
    [InlineData("--mixup 0.2", "\"mixupAlpha\": 0.2", "\"probability\": 1")]
    [InlineData("--cutmix 1 --mixup-prob 0.5 --mixup-switch-prob 0.3 --mixup-off-epoch 3",
        "\"cutmixAlpha\": 1", "\"probability\": 0.5", "\"switchProbability\": 0.3", "\"offEpoch\": 3")]
    [InlineData("--batch-size 128 --lr-base 0.4 --lr-base-size 512", "\"batchSize\": 128", "\"learningRate\": 0.1,")]
    [InlineData("--sched poly --decay-rate 2 --min-lr 1e-3", "\"kind\": \"polynomial\"", "\"power\": 2", "\"finalLearningRate\": 0.001")]
    [InlineData("--recipe imagenet-resnet-90 --decay-rate 0.2", "\"gamma\": 0.2")]
    [InlineData("--recipe imagenet-resnet-90 --sched cosine", "\"kind\": \"cosine\"", "\"milestones\": []")]
    [InlineData("--warmup-epochs 2 --warmup-lr 1e-3", "\"warmupEpochs\": 2", "\"warmupLearningRate\": 0.001")]
    [InlineData("--sched multistep --decay-milestones 2 4 --decay-rate 0.5 --epochs 5", "\"kind\": \"multiStep\"", "2,\n      4\n", "\"gamma\": 0.5")]
    [InlineData("--sched multistep --decay-milestones 2,4 --epochs 5", "2,\n      4\n", "\"gamma\": 0.1")]
    [InlineData("--sched step --decay-epochs 2 --epochs 5", "2,\n      4\n", "\"gamma\": 0.1")]
    [InlineData("--sched step --decay-epochs 2 --epochs 4", "\"milestones\": [\n      2\n    ]")]
    [InlineData("--scale 0.2 0.9", "\"scaleMin\": 0.2", "\"scaleMax\": 0.9", "\"ratioMin\": 0.75")]
    [InlineData("--aspect-ratio 0.5 2", "\"scaleMin\": 0.08", "\"ratioMin\": 0.5", "\"ratioMax\": 2")]
    [InlineData("--ratio 0.5 2", "\"ratioMin\": 0.5", "\"ratioMax\": 2")]
    [InlineData("--hflip 0", "\"flip\": false")]
    [InlineData("--color-jitter 0.4", "\"brightness\": 0.4", "\"contrast\": 0.4", "\"saturation\": 0.4", "\"hue\": 0")]
    [InlineData("--aa rand-m9-n3-mstd0.5", "\"operations\": 3", "\"magnitude\": 9", "\"magnitudeDeviation\": 0.5")]
    [InlineData("--aa rand", "\"operations\": 2", "\"magnitude\": 10", "\"magnitudeDeviation\": 0")]
    [InlineData("--reprob 0.3", "\"probability\": 0.3", "\"fill\": \"pixel\"")]
    [InlineData("--reprob 0.3 --remode const", "\"fill\": \"const\"")]
    [InlineData("--grad-accum-steps 4", "\"gradientAccumulation\": 4")]
    [InlineData("--precision bfloat16", "\"precision\": \"bfloat16\"")]
    [InlineData("--amp", "\"precision\": \"bfloat16\"")]
    [InlineData("--amp --amp-dtype bfloat16", "\"precision\": \"bfloat16\"")]
    [InlineData("--recipe fashion-modern --amp false", "\"precision\": \"full\"")]
    public void An_option_changes_the_recipe(string line, params string[] parts)
    {
        var json = RecipeFile.Write(Bind(line));

        Assert.All(parts, part => Assert.Contains(part, json, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--sched multistep", "--sched multistep: the rate falls nowhere.")]
    [InlineData("--sched step --min-lr 0.1", "--min-lr: belongs to --sched cosine and poly.")]
    [InlineData("--decay-epochs 3", "--decay-epochs: belongs to --sched step.")]
    [InlineData("--decay-rate 0.5", "--decay-rate: belongs to --sched multistep, step and poly.")]
    [InlineData("--scale 0.2 x", "--scale: got 'x', expected numbers")]
    [InlineData("--scale 0.9 0.2", "scaleMin")]
    [InlineData("--hflip 0.3", "--hflip: got '0.3', expected 0 or 0.5.")]
    [InlineData("--aa original", "--aa: got 'original', expected none or a word such as rand-m9-n2-mstd0.5")]
    [InlineData("--aa rand-m9-inc1", "timm's other parts are not offered")]
    [InlineData("--remode pixel", "--remode: nothing is overwritten.")]
    [InlineData("--lr-base-size 512", "--lr-base-size: says what --lr-base is for")]
    [InlineData("--opt adamw", "--opt: got 'adamw', expected sgd, nesterov or momentum.")]
    [InlineData("--momentum 1", "--momentum: got '1', expected a number from 0 to below 1.")]
    [InlineData("--clip-grad 0", "--clip-grad: got '0', expected a finite number above 0.")]
    [InlineData("--clip-mode norm", "--clip-mode: nothing limits the gradients.")]
    [InlineData("--clip-grad 1 --clip-mode agc", "--clip-mode: got 'agc', expected norm or value.")]
    [InlineData("--model-ema-decay 0.9", "there is no average. Give --model-ema too")]
    [InlineData("--mixup-prob 0.5", "--mixup-prob: nothing is blended.")]
    [InlineData("--amp --amp-dtype float16", "--amp-dtype: got 'float16', whose small range needs scaled losses")]
    [InlineData("--amp-dtype bfloat16", "--amp-dtype: says in which numbers --amp computes")]
    [InlineData("--amp --precision full", "--amp: got --precision full too")]
    [InlineData("--checkpoint-hist 0", "--checkpoint-hist: got '0', expected a whole number from 1 up.")]
    [InlineData("--device gpu", "--device: got 'gpu', expected auto, cpu or cuda.")]
    [InlineData("--smoothing NaN", "--smoothing: got 'NaN'")]
    public void What_cannot_be_is_refused_by_the_name_of_the_option(string line, string message) =>
        CommandRunner.Run(["seed", "--name", "x", .. line.Split(' ')]).FailedWith(2, message);

    [Theory]
    [InlineData("--morphnet-strength 0.5", "\"strength\": 0.5", "\"cost\": \"macs\"", "\"threshold\": 0.01", "\"allChannels\": false")]
    [InlineData("--morphnet-strength 2 --morphnet-cost params --morphnet-threshold 0.1 --morphnet-all",
        "\"strength\": 2", "\"cost\": \"parameters\"", "\"threshold\": 0.1", "\"allChannels\": true")]
    public void A_seed_may_be_regularised(string line, params string[] parts)
    {
        var json = RecipeFile.Write(Bind(line));

        Assert.All(parts, part => Assert.Contains(part, json, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--morphnet-cost params", "--morphnet-cost: nothing is regularised. Give --morphnet-strength too")]
    [InlineData("--morphnet-all", "--morphnet-all: nothing is regularised.")]
    [InlineData("--morphnet-strength 0", "--morphnet-strength: got '0', expected a finite number above 0.")]
    [InlineData("--morphnet-strength 1 --morphnet-cost time", "--morphnet-cost: got 'time', expected macs or params.")]
    public void A_regulariser_that_cannot_be_is_refused(string line, string message) =>
        CommandRunner.Run(["seed", "--name", "x", .. line.Split(' ')]).FailedWith(2, message);

    [Fact]
    public void Mixup_of_zero_switches_blending_off() =>
        Assert.Null(Bind("--recipe fashion-modern --mixup 0").Mixing);

    [Fact]
    public void No_augmentation_is_none_whatever_else_is_said()
    {
        var augmentation = Bind("--recipe imagenet-modern --no-aug --reprob 0.5").Augmentation;

        Assert.False(augmentation.IsForPictures || augmentation.Flip || augmentation.Pad > 0);
    }

    [Fact]
    public void Jitter_is_left_out_beside_random_operations_as_in_timm() =>
        Assert.Null(Bind("--color-jitter 0.4 --aa rand-m9").Augmentation.ColorJitter);

    private static TrainingRecipe Bind(string line)
    {
        var options = new TrainingOptionSet("fashion-quick", isRatioTheAspect: true);
        var command = new RootCommand();
        options.AddTo(command);
        var parsed = command.Parse(["--name", "x", .. line.Split(' ')]);
        Assert.Empty(parsed.Errors);
        return options.Bind(parsed, new SingleProcess()).Recipe;
    }
}
