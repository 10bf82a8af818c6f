using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>How many images make a step, told as timm does: by the batch of one process.</summary>
internal sealed class BatchOptions
{
    private readonly Option<int> _size = SharedOptions.Integer(
        "--batch-size", 1, "images of one batch on one process (default: the recipe's images of a step, dealt out)");

    private readonly Option<int> _accumulation = SharedOptions.Integer("--grad-accum-steps", 1, "batches of each process that make a step");

    public BatchOptions() => _size.Aliases.Add("-b");

    public IReadOnlyList<Option> All => [_size, _accumulation];

    /// <summary>The recipe whose images of a step are those of all batches on all processes.</summary>
    /// <exception cref="SpecException">There are more than can be counted.</exception>
    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe, int processes)
    {
        var changed = recipe with { GradientAccumulation = parsed.Given(_accumulation) ?? recipe.GradientAccumulation };
        if (parsed.Given(_size) is not { } size)
        {
            return changed;
        }

        var images = (Int128)size * changed.Accumulation * processes;
        return images <= int.MaxValue
            ? changed with { BatchSize = (int)images }
            : throw new SpecException(FormattableString.Invariant(
                $"--batch-size: a step has too many images (got {size} x {changed.Accumulation} batches x {processes} processes, expected at most {int.MaxValue}). Make it smaller."));
    }
}
