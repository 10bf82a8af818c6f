using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>A training that is killed (SIGKILL) again and again, each time at a moment that a seeded generator chose.</summary>
/// <remarks>
/// Half of the moments are a time after the start of the process, from its first instant to beyond the end of an undisturbed
/// one; the other half are the sight of the n-th temporary file of a checkpoint, so that the kill comes while it is written.
/// </remarks>
/// <param name="folder">Where it works.</param>
/// <param name="name">Of the run.</param>
/// <param name="training">The command line without the run's name.</param>
/// <param name="random">Chooses the moments.</param>
/// <param name="longest">How long an undisturbed process takes.</param>
internal sealed class KilledRun(WorkFolder folder, string name, string training, Random random, TimeSpan longest)
{
    private const int MostFiles = 30; // 7 checkpoints

    private bool IsBegun => File.Exists(folder.At("runs", name, "run.json"));

    private string Checkpoints => folder.At("runs", name, "checkpoints");

    /// <summary>Kills that came before the process had ended.</summary>
    public int Kills { get; private set; }

    /// <summary>Of these, how many left a temporary file of a checkpoint behind.</summary>
    public int KillsWithinCheckpoint { get; private set; }

    /// <summary>Of these, how many came before the run had a checkpoint.</summary>
    public int KillsBeforeCheckpoint { get; private set; }

    /// <summary>Starts or resumes it once, and kills it.</summary>
    /// <returns>Whether it ended by itself before, and so is finished.</returns>
    public bool RunAndKill()
    {
        var before = Files(".tmp");
        using var tool = Start();
        var log = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEndAsync();
        var isOver = random.Next(2) == 0
            ? tool.WaitForExit(longest * (1.2 * random.NextDouble()))
            : !TemporaryFiles.Wait(tool, folder.Path, Checkpoints, random.Next(1, MostFiles));
        if (!isOver)
        {
            tool.Kill();
        }

        tool.WaitForExit();
        RequireGood(log.GetAwaiter().GetResult() + output.GetAwaiter().GetResult());
        if (tool.ExitCode == 0)
        {
            return true;
        }

        Assert.Equal(128 + Signals.KillAtOnce, tool.ExitCode);
        Kills++;
        KillsBeforeCheckpoint += Files(".json").Length == 0 ? 1 : 0;
        KillsWithinCheckpoint += Files(".tmp").Except(before).Any() ? 1 : 0;
        return false;
    }

    /// <summary>Lets it go on to its end.</summary>
    public void Finish() => RequireGood(folder.Run(Line).Succeeded().Log);

    private string Line => $"{training} --name {name}{(IsBegun ? " --resume" : "")}";

    private Process Start() => Tool.Start(folder.Path, Line.Split(' '));

    private string[] Files(string suffix) => Directory.Exists(Checkpoints)
        ? [.. Directory.GetFiles(Checkpoints).Where(file => file.EndsWith(suffix, StringComparison.Ordinal))]
        : [];

    // A checkpoint that a kill could spoil would be passed over with such a note.
    private void RequireGood(string said)
    {
        Assert.False(said.Contains("damaged", StringComparison.Ordinal), $"{name} after {Kills} kills: {said}");
        Assert.False(said.Contains("error: ", StringComparison.Ordinal), $"{name} after {Kills} kills: {said}");
    }
}
