using System.CommandLine;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Options that come as a list.</summary>
internal static class OptionLists
{
    /// <summary>Adds options, in the order of the help.</summary>
    public static void AddAll(this Command command, params IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Add(option);
        }
    }
}
