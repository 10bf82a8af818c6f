using System.Reflection;

namespace ScaleNet.Cli.Steps;

/// <summary>What wrote a run.</summary>
internal static class ToolVersion
{
    /// <summary>Name and version.</summary>
    public static string Text { get; } =
        $"scalenet {typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";
}
