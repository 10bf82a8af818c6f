using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Progress;
using Spectre.Console.Testing;

namespace ScaleNet.Cli.Tests.Progress;

public sealed class EpochLinesTests
{
    [Fact]
    public void Each_epoch_is_one_line()
    {
        using var console = new TestConsole();
        var lines = new EpochLines(new CommandContext([], TextWriter.Null, console, TimeProvider.System, default), "seed1");

        lines.RunStarted(ProgressExample.Start);
        lines.EpochStarted(1);
        lines.StepDone(ProgressExample.Step);
        lines.EpochDone(ProgressExample.Epoch);

        Assert.Equal(
            """
            seed1: Net, 1,234 parameters, 25.605 M MACs; 2 epochs of 125 batches; some images
            seed1: note: a damaged checkpoint was passed over
            seed1: epoch 1/2: loss 0.5000, train error 25.00 %, test error 20.00 %, 2,345 images/s, 1:30 left

            """.ReplaceLineEndings("\n"),
            console.Output);
    }

    [Fact]
    public void A_bar_on_a_terminal_tells_of_every_step()
    {
        using var console = new TestConsole();
        console.Interactive();
        console.Profile.Width = 200;
        var context = new CommandContext([], TextWriter.Null, console, TimeProvider.System, default);

        var bar = new Spectre.Console.ProgressTask(1, "x", 1, autoStart: false);
        var live = new LiveBar(new EpochLines(context, "seed1"), bar, "[1/4] seed");
        live.RunStarted(ProgressExample.Start);
        live.StepDone(ProgressExample.Step);

        Assert.Equal(
            "[[1/4]] seed: epoch 1/2 batch 50/125 loss 0.500 accuracy 75.0 % 2,345 images/s 1:30 left", bar.Description);
        Assert.Equal((50, 250), (bar.Value, bar.MaxValue));
    }
}
