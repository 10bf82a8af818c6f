using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using Spectre.Console.Testing;

namespace ScaleNet.Cli.Tests.CommandLine;

public sealed class HelpTests
{
    private static readonly string[] Verbs =
    [
        "quickstart", "models", "info", "seed", "allocate", "train", "evaluate", "predict", "export", "quantise", "serve", "coco-eval", "report", "bench",
        "detect", "detect train", "detect evaluate", "detect predict", "detect export", "data", "data check", "data stats", "data pack", "data sample",
        "scenes",
    ];

    public static TheoryData<string> VerbNames => new(Verbs);

    public static TheoryData<string> Examples => new(Verbs.SelectMany(ExamplesOf));

    [Fact]
    public void Without_a_verb_the_help_is_shown()
    {
        var help = CommandRunner.Run("--help").Succeeded();

        Assert.Equal(help.Output, CommandRunner.Run().Succeeded().Output);
        Assert.All(Verbs.Where(verb => !verb.Contains(' ', StringComparison.Ordinal)), verb => Assert.Contains($"  {verb}", help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(VerbNames))]
    public void Every_verb_has_help_with_an_example(string verb)
    {
        var help = CommandRunner.Run([.. verb.Split(' '), "--help"]).Succeeded();

        Assert.Contains($"Examples:\n  scalenet {verb}", help.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("", help.Log);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_a_command_line_that_parses(string example)
    {
        var root = Root.Create(Context());

        var parsed = root.Parse(example.Split(' ')[1..]);

        Assert.Empty(parsed.Errors);
    }

    private static IEnumerable<string> ExamplesOf(string name) => ((Verb)name.Split(' ').Aggregate(
        (Command)Root.Create(Context()), (above, word) => above.Subcommands.Single(verb => verb.Name == word))).Examples;

    private static CommandContext Context() => new([], TextWriter.Null, new TestConsole(), TimeProvider.System, default);
}
