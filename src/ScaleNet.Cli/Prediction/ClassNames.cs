using System.Globalization;
using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Prediction;

/// <summary>Names of classes, from a file of the user or made up.</summary>
internal static class ClassNames
{
    /// <summary>Reads a file: one name a line, or a JSON array.</summary>
    /// <exception cref="SpecException">It does not hold one name for each class.</exception>
    public static IReadOnlyList<string> Read(string file, int classes)
    {
        var text = ReadText(file).Trim();
        var names = text.StartsWith('[') ? ReadArray(text, file) : text.ReplaceLineEndings("\n").Split('\n');
        return names.Length == classes
            ? names
            : throw new SpecException(FormattableString.Invariant(
                $"{file}: got {names.Length} names of classes, expected {classes}. Give one for each class, in their order."));
    }

    /// <summary>"class 0", "class 1", ...: where nobody knows better.</summary>
    public static IReadOnlyList<string> Numbered(int classes) =>
        [.. Enumerable.Range(0, classes).Select(index => string.Create(CultureInfo.InvariantCulture, $"class {index}"))];

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SpecException($"{file}: the names of the classes cannot be read ({problem.Message}). Check the path.", problem);
        }
    }

    private static string[] ReadArray(string text, string file)
    {
        const string fix = "Give such an array, or one name a line.";
        try
        {
            var names = JsonSerializer.Deserialize(text, JsonTypes.Of<string?[]>(SpecJson.StrictOptions))!;
            return !names.Contains(null)
                ? [.. names.OfType<string>()]
                : throw new SpecException($"{file}: not a JSON array of names (one is null). {fix}");
        }
        catch (JsonException problem)
        {
            throw new SpecException($"{file}: not a JSON array of names ({problem.Message}). {fix}", problem);
        }
    }
}
