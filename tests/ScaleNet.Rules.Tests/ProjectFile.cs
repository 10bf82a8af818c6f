using System.Xml.Linq;

namespace ScaleNet.Rules.Tests;

/// <summary>What a project file says of itself and of what it refers to.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _document;

    private ProjectFile(string path)
    {
        Path = path;
        _document = XDocument.Parse(Repository.Read(path));
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string AssemblyName => _document.Descendants("AssemblyName").SingleOrDefault()?.Value ?? Name;

    /// <summary>The names of the projects referred to, in order.</summary>
    public IReadOnlyList<string> Projects => Includes("ProjectReference")
        .Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>The ids of the packages referred to, in order.</summary>
    public IReadOnlyList<string> Packages => Includes("PackageReference").Order(StringComparer.Ordinal).ToList();

    public static IReadOnlyList<ProjectFile> All { get; } =
        Repository.CodeFiles(".csproj").Select(path => new ProjectFile(path)).ToList();

    private IEnumerable<string> Includes(string item) =>
        _document.Descendants(item).Select(node => node.Attribute("Include")!.Value);
}
