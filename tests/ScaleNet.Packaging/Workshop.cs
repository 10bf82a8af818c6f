using System.Xml.Linq;
using ScaleNet.Rules.Tests;

[assembly: AssemblyFixture(typeof(ScaleNet.Packaging.Workshop))]
// What is built here takes all processors, and is built once for all tests.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace ScaleNet.Packaging;

/// <summary>What a release consists of, made from the repository in a folder of its own when a test first asks.</summary>
public sealed class Workshop : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scalenet-packaging-").FullName;
    private readonly Lazy<string> _singleFile;
    private readonly Lazy<string> _feed;

    public Workshop() => (_singleFile, _feed) = (new(Publish), new(Pack));

    /// <summary>The version, from the one place that has it.</summary>
    public static string Version { get; } =
        XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The folder with the program of one file.</summary>
    public string Published => _singleFile.Value;

    /// <summary>The program of one file.</summary>
    public string SingleFile => Path.Combine(Published, "scalenet-predict");

    /// <summary>The folder with all packages.</summary>
    public string Feed => _feed.Value;

    /// <summary>A folder below, new and empty.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // The container's own command, but for where the result goes.
    private string Publish()
    {
        var output = NewFolder();
        Processes.Dotnet(Repository.Root, [.. Dockerfile.Read().PublishCommand[..^1], output, "--artifacts-path", Artifacts]);
        return output;
    }

    // The README's command.
    private string Pack()
    {
        var output = NewFolder();
        Processes.Dotnet(Repository.Root, ["pack", "ScaleNet.slnx", "-c", "Release", "-o", output, "--artifacts-path", Artifacts]);
        return output;
    }

    private string Artifacts => Path.Combine(_root, "artifacts");
}
