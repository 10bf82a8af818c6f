using ScaleNet.Cli.CommandLine;
using ScaleNet.Data;
using ScaleNet.Training.Runs;
using Spectre.Console.Testing;

namespace ScaleNet.Cli.Tests.CommandLine;

public sealed class ApplicationTests
{
    [Fact]
    public void Markup_in_a_name_is_shown_as_it_is() =>
        CommandRunner.Run("info", "[red]x").FailedWith(2, "unknown model '[red]x'");

    [Fact]
    public void A_long_message_stays_one_line() =>
        CommandRunner.Run("info", new string('x', 300)).FailedWith(2, new string('x', 300));

    [Fact]
    public void A_diverged_training_has_an_exit_code_of_its_own() =>
        Assert.Equal(3, UserErrors.CodeOf(new TrainingDivergedException("loss is NaN")));

    [Fact]
    public void Every_error_of_the_users_making_is_bad_input()
    {
        Exception[] errors = [new DatasetException("x"), new IOException("x"), new UnauthorizedAccessException("x")];

        Assert.All(errors, error => Assert.Equal(2, UserErrors.CodeOf(error)));
    }

    [Fact]
    public void An_exception_that_nobody_expects_is_a_defect_with_its_stack_trace()
    {
        using var console = new TestConsole();
        using var broken = new StringWriter();
        broken.Dispose();

        var code = Application.Run(new CommandContext(["models"], broken, console, TimeProvider.System, default), Root.Create);

        Assert.Equal(1, code);
        Assert.Contains("this is a defect of scalenet", console.Output, StringComparison.Ordinal);
        Assert.Contains(nameof(ObjectDisposedException), console.Output, StringComparison.Ordinal);
    }
}
