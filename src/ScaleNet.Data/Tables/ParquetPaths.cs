using System.Globalization;
using System.Text.RegularExpressions;

namespace ScaleNet.Data.Tables;

/// <summary>Which Parquet files a word means.</summary>
internal static partial class ParquetPaths
{
    /// <summary>Ending of the files.</summary>
    public const string Extension = ".parquet";

    private const string DataFolder = "data"; // where repositories of data sets have them

    /// <summary>Whether a word means Parquet files.</summary>
    public static bool IsMeant(string pattern) => Directory.Exists(pattern)
        ? Directory.EnumerateFiles(pattern, "*" + Extension).Any()
        : pattern.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The pattern of a split's files, <c>train-00000-of-00005.parquet</c> and so on, in the folder or in "data" below; null if there are none.</summary>
    public static string? FindSplit(string root, string split) => new[] { root, Path.Combine(root, DataFolder) }
        .Where(Directory.Exists)
        .Where(folder => Directory.EnumerateFiles(folder, $"{split}-*{Extension}").Any())
        .Select(folder => Path.Combine(folder, $"{split}-*{Extension}"))
        .FirstOrDefault();

    /// <summary>The files of one split, in order.</summary>
    /// <param name="pattern">A folder, a file, or a path whose last part holds a star.</param>
    /// <exception cref="DatasetException">There are none, some of the split's number are missing, or there are several splits.</exception>
    public static string[] Expand(string pattern)
    {
        string[] paths = [.. Find(pattern).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
        {
            throw new DatasetException($"{pattern}: no file, no folder and no pattern of *{Extension} files. Check the path.");
        }

        if (!File.Exists(pattern))
        {
            RequireOneWholeSplit(pattern, paths);
        }

        return paths;
    }

    private static IEnumerable<string> Find(string pattern)
    {
        if (Directory.Exists(pattern))
        {
            return Directory.EnumerateFiles(pattern, "*" + Extension);
        }

        string folder = Path.GetDirectoryName(pattern) is { Length: > 0 } above ? above : ".";
        return File.Exists(pattern) ? [pattern]
            : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Path.GetFileName(pattern))
            : [];
    }

    private static void RequireOneWholeSplit(string pattern, string[] paths)
    {
        var numbered = paths.Select(path => Numbered().Match(Path.GetFileName(path))).Where(match => match.Success).ToList();
        string[] splits = [.. numbered.Select(match => match.Groups["split"].Value).Distinct()];
        if (splits.Length > 1)
        {
            throw new DatasetException($"{pattern}: holds several splits ({string.Join(", ", splits)}). Name one: {splits[^1]}-*{Extension}.");
        }

        int expected = numbered.Select(match => Number(match, "count")).FirstOrDefault(paths.Length);
        bool isWhole = numbered.Count == 0
            || (paths.Length == expected && numbered.Select(match => Number(match, "index")).SequenceEqual(Enumerable.Range(0, expected)));
        if (!isWhole)
        {
            throw new DatasetException(
                $"{pattern}: got {paths.Length} files, expected the {expected} that {Path.GetFileName(paths[0])} tells of. Fetch all of them, once.");
        }
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<split>.+)-(?<index>[0-9]{5})-of-(?<count>[0-9]{5})(-[0-9a-f]+)?\.parquet$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
