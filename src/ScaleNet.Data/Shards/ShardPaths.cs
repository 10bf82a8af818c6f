using System.Globalization;
using System.Text.RegularExpressions;

namespace ScaleNet.Data.Shards;

/// <summary>Which files a word means.</summary>
internal static partial class ShardPaths
{
    /// <summary>Ending of shards.</summary>
    public const string Extension = ".tar";

    private const int MostShards = 1_000_000; // a slip of the pen in a pattern must not fill the memory

    /// <summary>The shards, in order.</summary>
    /// <exception cref="DatasetException">There are none.</exception>
    public static string[] Expand(string pattern)
    {
        if (Directory.Exists(pattern))
        {
            string[] found = [.. Directory.EnumerateFiles(pattern, "*" + Extension).Order(StringComparer.Ordinal)];
            return found.Length > 0 ? found : throw new DatasetException($"{pattern}: holds no *{Extension}. Check the folder.");
        }

        var braces = Braces().Match(pattern);
        if (!braces.Success)
        {
            return File.Exists(pattern)
                ? [pattern]
                : throw new DatasetException($"{pattern}: no folder, no file and no pattern like name-{{000..127}}{Extension}. Check the path.");
        }

        string least = braces.Groups["least"].Value;
        if (!int.TryParse(least, CultureInfo.InvariantCulture, out int first)
            || !int.TryParse(braces.Groups["most"].Value, CultureInfo.InvariantCulture, out int last) || last < first || last - first >= MostShards)
        {
            throw new DatasetException($"{pattern}: the numbers in braces go from a smaller to a larger one. Correct the pattern.");
        }

        return
        [
            .. Enumerable.Range(first, last - first + 1).Select(number => string.Concat(
                pattern.AsSpan(0, braces.Index), number.ToString(CultureInfo.InvariantCulture).PadLeft(least.Length, '0'),
                pattern.AsSpan(braces.Index + braces.Length))),
        ];
    }

    [GeneratedRegex(@"\{(?<least>[0-9]+)\.\.(?<most>[0-9]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}
