using System.Diagnostics;

namespace ScaleNet.Rules.Tests;

/// <summary>The files of the repository; paths are relative to its root, with forward slashes.</summary>
internal static class Repository
{
    private static readonly string[] CodeFolders = ["src", "tests", "build", "bench"];

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Absolute(path));

    public static string Absolute(string path) => Path.Combine(Root, path);

    /// <summary>The files of an extension under the folders of code, tracked or not, but none that a build made.</summary>
    public static IReadOnlyList<string> CodeFiles(string extension) => CodeFolders
        .Select(Absolute)
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories))
        .Select(Relative)
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>What git tracks, or null where there is no git or no work tree (a source archive).</summary>
    public static IReadOnlyList<string>? TrackedFiles()
    {
        if (!Path.Exists(Absolute(".git")))
        {
            return null;
        }

        var start = new ProcessStartInfo("git", ["-C", Root, "ls-files", "-z"]) { RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ScaleNet.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds ScaleNet.slnx.");
    }
}
