using System.Text.Json;
using ScaleNet.Rules.Tests;

namespace ScaleNet.Packaging;

/// <summary>The instructions of the repository's Dockerfile.</summary>
internal sealed class Dockerfile
{
    private const string Publishing = "dotnet ";

    private readonly IReadOnlyList<(string Name, string Text)> _instructions;

    private Dockerfile(IReadOnlyList<(string Name, string Text)> instructions) => _instructions = instructions;

    /// <summary>The words of <c>dotnet publish</c>, without <c>dotnet</c>; the last one is the output folder.</summary>
    public string[] PublishCommand => Of("RUN").Single(line => line.StartsWith(Publishing + "publish ", StringComparison.Ordinal))[Publishing.Length..].Split(' ');

    /// <summary>The words of the program that the container runs.</summary>
    public string[] EntryPoint => Words(Of("ENTRYPOINT").Single());

    /// <summary>The words of the command that tells whether it is well.</summary>
    public string[] HealthCheck => Words(Of("HEALTHCHECK").Single().Split(" CMD ", 2)[1]);

    public static Dockerfile Read() => new(
    [
        .. Repository.Read("Dockerfile").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts[1])),
    ]);

    /// <summary>What stands behind each instruction of a name, in order.</summary>
    public IReadOnlyList<string> Of(string name) => [.. _instructions.Where(one => one.Name == name).Select(one => one.Text)];

    private static string[] Words(string array) => JsonSerializer.Deserialize<string[]>(array)!;
}
