using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Runs the calling test again in processes that are ranks of MPI.</summary>
internal static class MpiRun
{
    private const string Launcher = "mpirun";
    private const int MostMilliseconds = 120_000; // ranks that wait for each other for ever fail the test

    /// <summary>Skips the test where MPI is not installed.</summary>
    public static void Require() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Launcher))),
        "mpirun is not installed (Debian, Ubuntu: apt install openmpi-bin).");

    /// <summary>Starts the calling test as several ranks; the exit code and all that they said.</summary>
    public static (int ExitCode, string Output) Start(int ranks, Type testClass, string folder, [CallerMemberName] string test = "")
    {
        var start = TestProcess.Describe(testClass, folder, test);
        string[] options = ["--oversubscribe", "--bind-to", "none", "-np", $"{ranks}", start.FileName];
        for (var i = 0; i < options.Length; i++)
        {
            start.ArgumentList.Insert(i, options[i]);
        }

        start.FileName = Launcher;
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1"; // containers; two variables, as Open MPI wants it
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment["OMPI_MCA_mpi_yield_when_idle"] = "1"; // more ranks than cores
        return Finish(start);
    }

    /// <summary>Starts the calling test once, without launcher, in an environment of its own.</summary>
    public static (int ExitCode, string Output) StartAlone(
        Type testClass, string folder, (string Name, string Value)[] environment, [CallerMemberName] string test = "")
    {
        var start = TestProcess.Describe(testClass, folder, test);
        Array.ForEach(environment, variable => start.Environment[variable.Name] = variable.Value);
        return Finish(start);
    }

    private static (int ExitCode, string Output) Finish(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var texts = new[] { process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync() };
        if (!process.WaitForExit(MostMilliseconds))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The ranks do not end.");
        }

        return (process.ExitCode, string.Concat(texts.Select(text => text.GetAwaiter().GetResult())));
    }
}
