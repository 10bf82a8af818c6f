using System.CommandLine;

namespace ScaleNet.Cli.Commands;

/// <summary>Options that several verbs have, with the same words.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "print one JSON document for programs" };
}
