using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ScaleNet.Modeling.Tests.Backend;

/// <summary>Runs one test of this executable again, alone in a child process with an environment variable set.</summary>
internal static class TestProcess
{
    private const string ChildMark = "SCALENET_TEST_CHILD";

    /// <summary>Whether this process is such a child.</summary>
    public static bool IsChild => Variable(ChildMark) is not null;

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>Runs the calling test again and asserts that it passed there.</summary>
    public static void RunAgain(Type testClass, string variable, string value, [CallerMemberName] string test = "")
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [testClass.Assembly.Location, "-method", $"{testClass.FullName}.{test}", "-noColor"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment[ChildMark] = "1";
        start.Environment[variable] = value;

        using var child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();

        bool passed = child.ExitCode == 0
            && output.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", StringComparison.Ordinal);
        Assert.True(passed, output);
    }

    /// <summary>The paths of the files of a name that this process has mapped.</summary>
    public static string[] MappedFiles(string name) => File.ReadLines("/proc/self/maps")
        .Where(line => line.EndsWith("/" + name, StringComparison.Ordinal))
        .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
        .Distinct()
        .ToArray();
}
