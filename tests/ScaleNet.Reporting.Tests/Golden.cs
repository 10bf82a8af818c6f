using System.Runtime.CompilerServices;

namespace ScaleNet.Reporting.Tests;

/// <summary>Compares text with a file under Expectations; SCALENET_UPDATE_GOLDENS=1 rewrites the file.</summary>
internal static class Golden
{
    private const string Folder = "Expectations";

    public static void Match(string name, string actual, [CallerFilePath] string testFile = "")
    {
        if (Environment.GetEnvironmentVariable("SCALENET_UPDATE_GOLDENS") == "1")
        {
            var project = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(testFile)!, ".."));
            File.WriteAllText(Path.Combine(project, Folder, name), actual);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Folder, name)), actual);
    }
}
