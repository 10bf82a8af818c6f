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
    [InlineData("--grad-accum-steps 4", "\"gradientAccumulation\": 4")]
    [InlineData("--precision bfloat16", "\"precision\": \"bfloat16\"")]
    public void An_option_changes_the_recipe(string line, params string[] parts)
    {
        var json = RecipeFile.Write(Bind(line));

        Assert.All(parts, part => Assert.Contains(part, json, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--sched multistep", "--sched multistep: has no --min-lr")]
    [InlineData("--decay-rate 0.5", "--decay-rate: belongs to --sched multistep and poly.")]
    [InlineData("--lr-base-size 512", "--lr-base-size: says what --lr-base is for")]
    [InlineData("--opt adamw", "--opt: got 'adamw', expected sgd, nesterov or momentum.")]
    [InlineData("--momentum 1", "--momentum: got '1', expected a number from 0 to below 1.")]
    [InlineData("--clip-grad 0", "--clip-grad: got '0', expected a finite number above 0.")]
    [InlineData("--clip-mode norm", "--clip-mode: nothing limits the gradients.")]
    [InlineData("--clip-grad 1 --clip-mode agc", "--clip-mode: got 'agc', expected norm or value.")]
    [InlineData("--model-ema-decay 0.9", "there is no average. Give --model-ema too")]
    [InlineData("--mixup-prob 0.5", "--mixup-prob: nothing is blended.")]
    [InlineData("--smoothing NaN", "--smoothing: got 'NaN'")]
    public void What_cannot_be_is_refused_by_the_name_of_the_option(string line, string message) =>
        CommandRunner.Run(["seed", "--name", "x", .. line.Split(' ')]).FailedWith(2, message);

    [Fact]
    public void Mixup_of_zero_switches_blending_off() =>
        Assert.Null(Bind("--recipe fashion-modern --mixup 0").Mixing);

    private static TrainingRecipe Bind(string line)
    {
        var options = new TrainingOptionSet("fashion-quick");
        var command = new RootCommand();
        options.AddTo(command);
        var parsed = command.Parse(["--name", "x", .. line.Split(' ')]);
        Assert.Empty(parsed.Errors);
        return options.Bind(parsed, new SingleProcess()).Recipe;
    }
}
