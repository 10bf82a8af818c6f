using System.CommandLine;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Tells an option that the user wrote from one that has its default.</summary>
internal static class GivenOptions
{
    /// <summary>Whether the user wrote it.</summary>
    public static bool IsGiven(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The value that the user wrote, or null.</summary>
    public static T? Given<T>(this ParseResult parsed, Option<T> option)
        where T : struct =>
        parsed.IsGiven(option) ? parsed.GetValue(option) : null;
}
