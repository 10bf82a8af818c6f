using System.Globalization;
using System.Text.Json;

namespace ScaleNet.Data.Datasets;

/// <summary>Names of classes for people, beside or above the folders that only have codes.</summary>
public static class ClassNameFile
{
    /// <summary>An array of names in the order of the classes, or an object from folder to name.</summary>
    public const string JsonName = "classes.json";

    private const int MostUnnamed = 1 << 20; // a damaged label must not fill the memory

    /// <summary>ImageNet's: a line a folder, its name, a blank, and the names of the class.</summary>
    public static IReadOnlyList<string> TextNames { get; } = ["LOC_synset_mapping.txt", "synset_words.txt"];

    /// <summary>The names, from the first file that is there in the folder or the one above; else the folders' own.</summary>
    /// <exception cref="DatasetException">A file is there and does not name every class.</exception>
    public static IReadOnlyList<string> Find(string root, IReadOnlyList<string> folders)
    {
        foreach (string place in new[] { root, Path.GetDirectoryName(Path.GetFullPath(root)) ?? root })
        {
            if (Path.Combine(place, JsonName) is var json && File.Exists(json))
            {
                return ReadJson(json, folders);
            }

            foreach (string path in TextNames.Select(name => Path.Combine(place, name)).Where(File.Exists))
            {
                return InOrder(path, folders, ReadLines(path));
            }
        }

        return folders;
    }

    /// <summary>The names from the array of names beside a file; null if there is none.</summary>
    /// <exception cref="DatasetException">It is no array of names.</exception>
    internal static IReadOnlyList<string>? Beside(string file)
    {
        string path = Path.Combine(Path.GetDirectoryName(file) ?? "", JsonName);
        return File.Exists(path) ? Parse(path, ReadArray) : null;
    }

    /// <summary>0, 1, 2, ...: names of classes that have none.</summary>
    /// <param name="where">The set, for the message.</param>
    /// <param name="largest">The largest label.</param>
    /// <exception cref="DatasetException">There would be more than any data set has.</exception>
    internal static IReadOnlyList<string> Numbers(string where, int largest) => largest < MostUnnamed
        ? [.. Enumerable.Range(0, largest + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))]
        : throw new DatasetException(
            $"{where}: label {largest}, expected less than {MostUnnamed} for classes without names. Correct it, or name the classes in {JsonName}.");

    private static string[] ReadJson(string path, IReadOnlyList<string> folders)
    {
        var names = Parse(path, document => document.ValueKind == JsonValueKind.Object
            ? InOrder(path, folders, document.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? ""))
            : ReadArray(document));
        return names.Length == folders.Count
            ? names
            : throw new DatasetException($"{path}: got {names.Length} names, expected {folders.Count}, one a class. Correct the file.");
    }

    private static string[] ReadArray(JsonElement document) => [.. document.EnumerateArray().Select(name => name.GetString() ?? "")];

    private static string[] Parse(string path, Func<JsonElement, string[]> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new DatasetException(
                $"{path}: is no array of names, nor, for folders, an object from folder to name ({problem.Message.ReplaceLineEndings(" ")}). "
                + "Correct it.",
                problem);
        }
    }

    private static Dictionary<string, string> ReadLines(string path)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            int blank = line.IndexOf(' ', StringComparison.Ordinal);
            names[blank < 0 ? line : line[..blank]] = blank < 0 ? line : line[(blank + 1)..].Trim();
        }

        return names;
    }

    private static string[] InOrder(string path, IReadOnlyList<string> folders, Dictionary<string, string> names) =>
    [
        .. folders.Select(folder => names.TryGetValue(folder, out var name)
            ? name
            : throw new DatasetException($"{path}: does not name the class of folder '{folder}'. Add it, or remove the file.")),
    ];
}
