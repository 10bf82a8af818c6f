using System.CommandLine;
using System.CommandLine.Parsing;
using ScaleNet.Architecture;

namespace ScaleNet.Cli.CommandLine;

/// <summary>What is wrong with a command line, in one line, with the nearest name where a name is unknown.</summary>
internal static class ParseProblems
{
    private const string OptionPrefix = "--";

    /// <summary>The first problem, or null.</summary>
    public static string? First(ParseResult parsed)
    {
        // A mistyped option looks like an argument to the parser, which then complains of something else.
        var command = parsed.CommandResult;
        var words = parsed.UnmatchedTokens.Concat(command.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens).Select(token => token.Value));
        if (words.FirstOrDefault(word => word.StartsWith(OptionPrefix, StringComparison.Ordinal)) is { } option)
        {
            var name = option.Split('=')[0];
            return $"unknown option '{name}'.{Suggestion(name, OptionNames(command.Command))} {SeeHelp(command)}";
        }

        if (parsed.UnmatchedTokens is [var word, ..])
        {
            return command.Command is { Subcommands.Count: > 0 } verbs
                ? $"unknown verb '{word}'.{Suggestion(word, verbs.Subcommands.Select(verb => verb.Name))} {SeeHelp(command)}"
                : $"'{word}' is one argument too many. {SeeHelp(command)}";
        }

        if (command.Children.FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0)) is { } empty)
        {
            return $"{NameOf(empty)}: got an empty text, as a variable of the shell has that is not set. {SeeHelp(command)}";
        }

        return parsed.Errors is [var error, ..] ? $"{error.Message} {SeeHelp(command)}" : null;
    }

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Select(option => option.Name).Where(name => name.StartsWith(OptionPrefix, StringComparison.Ordinal));

    private static string Suggestion(string name, IEnumerable<string> candidates) =>
        NearestName.To(name, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static string NameOf(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "",
    };

    private static string SeeHelp(CommandResult command) => $"See `{FullName(command)} --help`.";

    private static string FullName(CommandResult command) => (command.Command, command.Parent) switch
    {
        (RootCommand, _) => "scalenet",
        (var verb, CommandResult parent) => $"{FullName(parent)} {verb.Name}",
        (var verb, _) => verb.Name,
    };
}
