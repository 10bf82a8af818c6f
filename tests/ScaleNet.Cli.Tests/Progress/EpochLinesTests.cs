using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Progress;
using ScaleNet.Tests;
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
    public void A_long_epoch_is_told_of_once_a_minute_in_plain_text()
    {
        using var console = new TestConsole();
        var clock = new HandClock();
        var lines = new EpochLines(
            new CommandContext([], TextWriter.Null, console, clock, default), "seed1", EpochLines.UsualSilence);
        lines.RunStarted(ProgressExample.Start with { Notes = [] });
        lines.EpochStarted(1);

        for (var batch = 1; batch <= 125; batch++)
        {
            clock.Turn(TimeSpan.FromSeconds(1.25));
            lines.StepDone(ProgressExample.Step with { Step = batch, Batch = batch });
        }

        Assert.Equal(
            """
            seed1: Net, 1,234 parameters, 25.605 M MACs; 2 epochs of 125 batches; some images
            seed1: epoch 1/2, batch 48/125: loss 0.5000, train error 25.00 %, 2,345 images/s, 1:30 left
            seed1: epoch 1/2, batch 96/125: loss 0.5000, train error 25.00 %, 2,345 images/s, 1:30 left

            """.ReplaceLineEndings("\n"),
            console.Output);
    }

    [Fact]
    public void The_evaluation_of_the_epoch_before_is_no_silence_of_the_next()
    {
        using var console = new TestConsole();
        var clock = new HandClock();
        var lines = new EpochLines(
            new CommandContext([], TextWriter.Null, console, clock, default), "seed1", EpochLines.UsualSilence);
        lines.EpochStarted(1);
        clock.Turn(TimeSpan.FromHours(1));

        lines.EpochStarted(2);
        lines.StepDone(ProgressExample.Step);

        Assert.Equal("", console.Output);
    }

    [Fact]
    public void Nothing_but_plain_text_reaches_a_file()
    {
        const char Escape = '\u001b';
        using var console = new TestConsole().EmitAnsiSequences();
        var lines = new EpochLines(
            new CommandContext([], TextWriter.Null, console, TimeProvider.System, default), "[red]seed1[/]", TimeSpan.Zero);

        lines.RunStarted(ProgressExample.Start);
        lines.StepDone(ProgressExample.Step);
        lines.EpochDone(ProgressExample.Epoch);

        Assert.DoesNotContain(Escape, console.Output);
        Assert.Equal(4, console.Output.Split("[red]seed1[/]: ").Length - 1);
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
