using System.CommandLine;

namespace ScaleNet.Cli.CommandLine;

/// <summary>A verb with examples, which its help shows at the end.</summary>
internal sealed class Verb(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Command lines that work as they stand.</summary>
    public IReadOnlyList<string> Examples => examples;
}
