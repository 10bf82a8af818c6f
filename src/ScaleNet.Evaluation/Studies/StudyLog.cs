using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Studies;

/// <summary>What a study has found so far, a line a training: it goes on where its lines end.</summary>
/// <remarks>Only a line that ends in a line feed counts. A kill can tear the last one; it is dropped.</remarks>
public static class StudyLog
{
    /// <summary>The file of results in a study's folder.</summary>
    public const string ResultsFile = "results.jsonl";

    /// <summary>The file of seed networks in a study's folder.</summary>
    public const string SeedsFile = "seeds.jsonl";

    /// <summary>The results so far; empty where there is no file.</summary>
    /// <exception cref="RunFolderException">A line other than a torn last one is not as expected.</exception>
    public static IReadOnlyList<StudyResult> Results(string folder) => Read<StudyResult>(Path.Combine(folder, ResultsFile));

    /// <summary>The seed networks so far; empty where there is no file.</summary>
    /// <exception cref="RunFolderException">A line other than a torn last one is not as expected.</exception>
    public static IReadOnlyList<StudySeed> Seeds(string folder) => Read<StudySeed>(Path.Combine(folder, SeedsFile));

    /// <summary>Adds a result, flushed to disk; a torn last line is removed first.</summary>
    public static void Append(string folder, StudyResult result) => JsonLines.Append(Path.Combine(folder, ResultsFile), result);

    /// <summary>Adds a seed network, flushed to disk; a torn last line is removed first.</summary>
    public static void Append(string folder, StudySeed seed) => JsonLines.Append(Path.Combine(folder, SeedsFile), seed);

    private static List<T> Read<T>(string path) =>
        File.Exists(path) ? JsonLines.Parse<T>(RunJson.ReadBytes(path), path) : [];
}
