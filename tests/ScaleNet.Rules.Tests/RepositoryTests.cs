using System.Text;
using System.Xml.Linq;

namespace ScaleNet.Rules.Tests;

/// <summary>What holds for the repository as a whole.</summary>
public sealed class RepositoryTests
{
    // Put together here, or this file would break its own rule.
    private static readonly string[] MachinePaths = new[] { "work", "root" }.Select(folder => $"/{folder}/").ToArray();

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Parse(Repository.Read("ScaleNet.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value.Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(ProjectFile.All.Select(project => project.Path), listed);
    }

    [Fact]
    public void No_tracked_text_names_a_path_of_one_machine()
    {
        IReadOnlyList<string>? tracked = Repository.TrackedFiles();
        Assert.SkipWhen(tracked is null, "This is not a git work tree.");

        IEnumerable<string> offenders = tracked.Where(path => File.Exists(Repository.Absolute(path)))
            .Where(path => MachinePaths.Any(machinePath => TextOf(path).Contains(machinePath, StringComparison.Ordinal)));

        Assert.Empty(offenders);
    }

    /// <summary>The text of a file, or nothing for a file that is not text.</summary>
    private static string TextOf(string path)
    {
        byte[] content = File.ReadAllBytes(Repository.Absolute(path));
        return content.AsSpan().Contains((byte)0) ? "" : Encoding.UTF8.GetString(content);
    }
}
