namespace ScaleNet.Evaluation.Runs;

/// <summary>The measurements of a run every few steps: <c>steps.jsonl</c>.</summary>
/// <remarks>Only a line that ends in a line feed counts. A kill can tear the last one; it is dropped.</remarks>
public static class StepsLog
{
    /// <summary>A line of the file, with its line feed, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> LineOf(StepMetrics metrics) => JsonLines.LineOf(metrics);

    /// <summary>Every whole line, in order of steps; empty when the run has no such file.</summary>
    /// <exception cref="RunFolderException">
    /// A line other than a torn last one is not as expected, or the steps do not rise.
    /// </exception>
    public static IReadOnlyList<StepMetrics> Read(string runFolder)
    {
        var path = PathIn(runFolder);
        return File.Exists(path)
            ? JsonLines.Parse<StepMetrics>(RunJson.ReadBytes(path), path, "steps", metrics => metrics.Step)
            : [];
    }

    /// <summary>
    /// Drops every line after <paramref name="step"/>, atomically: what a run does that goes on there.
    /// </summary>
    /// <returns>What is kept.</returns>
    /// <remarks>
    /// The file is written without waiting for the disk, so a power cut can spoil its end. Lines that cannot be read are
    /// dropped too: a training must not fail because of its log.
    /// </remarks>
    public static IReadOnlyList<StepMetrics> TruncateAfter(string runFolder, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var path = PathIn(runFolder);
        if (!File.Exists(path))
        {
            return [];
        }

        var kept = JsonLines.ParseReadable<StepMetrics>(RunJson.ReadBytes(path), metrics => metrics.Step)
            .FindAll(metrics => metrics.Step <= step);
        AtomicFile.Write(path, stream => kept.ForEach(metrics => stream.Write(JsonLines.LineOf(metrics))));
        return kept;
    }

    private static string PathIn(string runFolder) => RunLayout.PathOf(runFolder, RunLayout.StepsFile);
}
