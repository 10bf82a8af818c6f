using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ScaleNet.Training.Tests;

/// <summary>Runs one test of this executable again, in a child process that can be killed.</summary>
internal static class TestProcess
{
    private const string FolderVariable = "SCALENET_TEST_CHILD_FOLDER";

    /// <summary>The folder that the child works in; null in the process that is no child.</summary>
    public static string? ChildFolder => Environment.GetEnvironmentVariable(FolderVariable);

    /// <summary>Starts the calling test in a child.</summary>
    public static Process Start(Type testClass, string folder, [CallerMemberName] string test = "") =>
        Process.Start(Describe(testClass, folder, test))!;

    /// <summary>How a test is started in a child.</summary>
    public static ProcessStartInfo Describe(Type testClass, string folder, string test)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [testClass.Assembly.Location, "-method", $"{testClass.FullName}.{test}", "-noColor"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment[FolderVariable] = folder;
        return start;
    }

    /// <summary>Waits until a file is there, and fails if the child ends before.</summary>
    public static void WaitForFile(Process child, string path)
    {
        while (!File.Exists(path))
        {
            if (child.WaitForExit(TimeSpan.FromMilliseconds(50)))
            {
                Assert.Fail($"The child ended: {child.StandardOutput.ReadToEnd()} {child.StandardError.ReadToEnd()}");
            }
        }
    }
}
