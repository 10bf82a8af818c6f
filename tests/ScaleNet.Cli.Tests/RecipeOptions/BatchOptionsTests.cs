using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.RecipeOptions;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Tests.RecipeOptions;

public sealed class BatchOptionsTests
{
    [Theory]
    [InlineData("", 1, 64)]
    [InlineData("", 4, 64)]
    [InlineData("--grad-accum-steps 4", 1, 64)]
    [InlineData("-b 16", 1, 16)]
    [InlineData("-b 16", 4, 64)]
    [InlineData("--batch-size 16 --grad-accum-steps 2", 4, 128)]
    public void A_step_has_the_images_of_all_batches_of_all_processes(string line, int processes, int images) =>
        Assert.Equal(images, Apply(line, processes).BatchSize);

    [Fact]
    public void More_images_than_can_be_counted_are_refused() => Assert.StartsWith(
        "--batch-size: a step has too many images",
        Assert.Throws<SpecException>(() => Apply("--batch-size 2000000000", 2)).Message, StringComparison.Ordinal);

    private static TrainingRecipe Apply(string line, int processes)
    {
        var options = new BatchOptions();
        var command = new RootCommand();
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        var parsed = command.Parse(line);
        Assert.Empty(parsed.Errors);
        return options.Apply(parsed, RecipeFile.Load("fashion-quick") with { BatchSize = 64 }, processes);
    }
}
