using System.IO.Compression;
using System.Xml.Linq;
using ScaleNet.Rules.Tests;

namespace ScaleNet.Packaging;

/// <summary>The packages that a release consists of, and what they say of themselves.</summary>
[Trait("Tier", "slow")]
public sealed class PackageTests(Workshop workshop)
{
    private static readonly string[] Libraries =
    [
        "ScaleNet.Architecture", "ScaleNet.Data", "ScaleNet.Deployment", "ScaleNet.Evaluation", "ScaleNet.Modeling", "ScaleNet.Reporting",
        "ScaleNet.Serving", "ScaleNet.Training",
    ];

    [Fact]
    public void They_are_the_rooms_and_the_tool_and_nothing_else()
    {
        string[] expected = [.. Libraries, "scalenet", $"scalenet.{Platform}"];

        var ids = Directory.GetFiles(workshop.Feed, "*.nupkg").Select(Path.GetFileName).Select(name => name!.Replace($".{Workshop.Version}.nupkg", "", StringComparison.Ordinal));

        Assert.Equal(expected.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.All(Libraries, id => Assert.True(File.Exists(Path.Combine(workshop.Feed, $"{id}.{Workshop.Version}.snupkg")), $"{id} has no symbols"));
    }

    [Fact]
    public void Each_says_what_it_is_and_of_whom()
    {
        foreach (var file in Directory.GetFiles(workshop.Feed, "*.nupkg"))
        {
            using var package = ZipFile.OpenRead(file);
            var text = Nuspec(package);

            Assert.Equal(Workshop.Version, text("version"));
            Assert.Equal("The ScaleNet for .NET authors", text("authors"));
            Assert.Equal("MIT", text("license"));
            Assert.Equal("README.md", text("readme"));
            Assert.NotNull(package.GetEntry("README.md"));
            Assert.NotNull(package.GetEntry("THIRD-PARTY-NOTICES.md"));
            Assert.Contains("multi-scale", text("tags"), StringComparison.Ordinal);
            Assert.True(text("description").Length > 40, $"{file}: {text("description")}");
            Assert.Equal("", text("projectUrl"));
        }
    }

    [Fact]
    public void A_library_leaves_the_choice_of_libtorch_and_brings_the_step_that_makes_it_load()
    {
        using var package = ZipFile.OpenRead(Path.Combine(workshop.Feed, $"ScaleNet.Modeling.{Workshop.Version}.nupkg"));

        Assert.DoesNotContain("id=\"libtorch", Content(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry("buildTransitive/IostreamsInitPatch.cs"));
        Assert.Equal(
            Repository.Read("build/NativeLibrary/NativeLibrary.targets"),
            Content(package.GetEntry("buildTransitive/ScaleNet.Modeling.targets")!));
    }

    [Fact]
    public void The_tool_holds_the_native_libraries_of_one_platform()
    {
        const long most = 250 << 20; // what the public gallery takes

        var file = Path.Combine(workshop.Feed, $"scalenet.{Platform}.{Workshop.Version}.nupkg");
        using var package = ZipFile.OpenRead(file);

        Assert.InRange(new FileInfo(file).Length, 1, most);
        foreach (var library in new[] { "torch_cpu", "onnxruntime.", "SkiaSharp." })
        {
            var natives = package.Entries.Where(entry => entry.Name.Contains(library, StringComparison.Ordinal) && IsNative(entry.Name));
            Assert.EndsWith(NativeEnding, Assert.Single(natives).Name, StringComparison.Ordinal);
        }
    }

    private static string Platform =>
        OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";

    private static string NativeEnding => OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private static bool IsNative(string name) =>
        name.EndsWith(".so", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal)
        || (name.EndsWith(".dll", StringComparison.Ordinal) && name.StartsWith("lib", StringComparison.Ordinal))
        || name is "onnxruntime.dll" or "torch_cpu.dll";

    private static Func<string, string> Nuspec(ZipArchive package)
    {
        var document = XDocument.Parse(Content(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal))));
        return name => document.Descendants().SingleOrDefault(node => node.Name.LocalName == name)?.Value ?? "";
    }

    private static string Content(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
