using System.Text.Json;

namespace ScaleNet.Evaluation.Runs;

/// <summary>The measurements of a run, one line an epoch: <c>metrics.jsonl</c>.</summary>
/// <remarks>Only a line that ends in a line feed counts. A kill can tear the last one; it is dropped.</remarks>
public static class MetricsLog
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Adds one line, flushed to disk; a torn last line is removed first.</summary>
    public static void Append(string runFolder, EpochMetrics metrics)
    {
        var path = PathIn(runFolder);
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(LengthOfWholeLines(stream));
        stream.Seek(0, SeekOrigin.End);
        stream.Write(LineOf(metrics));
        stream.Flush(flushToDisk: true);
    }

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
        return File.Exists(path) ? Parse(RunJson.ReadBytes(path), path) : [];
    }

    /// <summary>
    /// Drops every epoch after <paramref name="epoch"/>, atomically: what a run does that resumes there.
    /// </summary>
    /// <remarks>A run without measurements stays without.</remarks>
    public static void TruncateAfter(string runFolder, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var kept = Read(runFolder).Where(metrics => metrics.Epoch <= epoch).ToList();
        AtomicFile.Write(PathIn(runFolder), stream => kept.ForEach(metrics => stream.Write(LineOf(metrics))));
    }

    private static string PathIn(string runFolder) => RunLayout.PathOf(runFolder, RunLayout.MetricsFile);

    private static byte[] LineOf(EpochMetrics metrics) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(metrics, RunJson.Line), LineFeed];

    private static List<EpochMetrics> Parse(ReadOnlySpan<byte> content, string path)
    {
        var epochs = new List<EpochMetrics>();
        while (content.IndexOf(LineFeed) is var end and >= 0)
        {
            var where = $"{path} line {epochs.Count + 1}";
            var metrics = RunJson.Parse<EpochMetrics>(content[..end], where, RunJson.Line);
            if (epochs.Count > 0 && metrics.Epoch <= epochs[^1].Epoch)
            {
                throw new RunFolderException(
                    $"{where}: epochs must rise (got {metrics.Epoch} after {epochs[^1].Epoch}). " +
                    "Remove the older line.");
            }

            epochs.Add(metrics);
            content = content[(end + 1)..];
        }

        return epochs;
    }

    private static long LengthOfWholeLines(FileStream stream)
    {
        for (var length = stream.Length; length > 0; length--)
        {
            stream.Position = length - 1;
            if (stream.ReadByte() == LineFeed)
            {
                return length;
            }
        }

        return 0;
    }
}
