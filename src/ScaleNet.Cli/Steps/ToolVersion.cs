using System.Reflection;

namespace ScaleNet.Cli.Steps;

/// <summary>What wrote a run.</summary>
internal static class ToolVersion
{
    /// <summary>The version.</summary>
    public static string Number { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Name and version.</summary>
    public static string Text { get; } = $"scalenet {Number}";
}
