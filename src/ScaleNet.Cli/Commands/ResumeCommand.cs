namespace ScaleNet.Cli.Commands;

/// <summary>The command line that goes on with a stopped run.</summary>
internal static class ResumeCommand
{
    private const string Resume = "--resume";
    private const string Overwrite = "--overwrite";
    private const string PlainCharacters = "-_./,=:+@%";

    /// <summary>The same line with <c>--resume</c>, quoted for a shell.</summary>
    public static string From(IReadOnlyList<string> arguments)
    {
        var words = arguments.Where(word => word is not (Resume or Overwrite)).Select(Quote);
        return $"scalenet {string.Join(' ', words)} {Resume}";
    }

    private static string Quote(string word)
    {
        var isPlain = word.Length > 0
            && word.All(character => char.IsAsciiLetterOrDigit(character) || PlainCharacters.Contains(character, StringComparison.Ordinal));
        return isPlain ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
