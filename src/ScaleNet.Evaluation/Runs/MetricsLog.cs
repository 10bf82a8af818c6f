namespace ScaleNet.Evaluation.Runs;

/// <summary>The measurements of a run, one line an epoch: <c>metrics.jsonl</c>.</summary>
/// <remarks>Only a line that ends in a line feed counts. A kill can tear the last one; it is dropped.</remarks>
public static class MetricsLog
{
    /// <summary>Adds one line, flushed to disk; a torn last line is removed first.</summary>
    public static void Append(string runFolder, EpochMetrics metrics) => JsonLines.Append(PathIn(runFolder), metrics);

    /// <summary>Every whole line, in order of epochs; empty when no epoch is done yet.</summary>
    /// <exception cref="RunFolderException">
    /// The folder is missing, a line other than a torn last one is not as expected, or the epochs do not rise.
    /// </exception>
    public static IReadOnlyList<EpochMetrics> Read(string runFolder)
    {
        if (!Directory.Exists(runFolder))
        {
            throw new RunFolderException($"{runFolder}: there is no such folder. Check the path.");
        }

        var path = PathIn(runFolder);
        return File.Exists(path)
            ? JsonLines.Parse<EpochMetrics>(RunJson.ReadBytes(path), path, "epochs", metrics => metrics.Epoch)
            : [];
    }

    /// <summary>
    /// Drops every epoch after <paramref name="epoch"/>, atomically: what a run does that resumes there.
    /// </summary>
    /// <remarks>A run without measurements stays without.</remarks>
    public static void TruncateAfter(string runFolder, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var kept = Read(runFolder).Where(metrics => metrics.Epoch <= epoch).ToList();
        AtomicFile.Write(PathIn(runFolder), stream => kept.ForEach(metrics => stream.Write(JsonLines.LineOf(metrics))));
    }

    private static string PathIn(string runFolder) => RunLayout.PathOf(runFolder, RunLayout.MetricsFile);
}
