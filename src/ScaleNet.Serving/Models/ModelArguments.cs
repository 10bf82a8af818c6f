using System.Globalization;

namespace ScaleNet.Serving.Models;

/// <summary>What a person wrote to say which models are served.</summary>
/// <remarks>
/// <c>MODEL.onnx</c> is called as its file, <c>NAME=MODEL.onnx</c> as it is said; both are version 1. A folder holds a folder for each
/// name, those a folder for each version, a positive number, and those one <c>*.onnx</c> file.
/// </remarks>
internal sealed class ModelArguments
{
    private const int FileVersion = 1;
    private const string Pattern = "*.onnx";

    private readonly IReadOnlyList<string> _arguments;
    private readonly Dictionary<string, List<ModelFile>> _last = []; // what each argument led to
    private readonly HashSet<string> _folders = []; // those that were folders at first

    /// <param name="arguments">The arguments, at least one.</param>
    public ModelArguments(IReadOnlyList<string> arguments) => _arguments = arguments.Count > 0
        ? arguments
        : throw new ServingException("no model: expected at least one ONNX file or folder of models. Name one.");

    /// <summary>The models that are there now, in the order of the arguments.</summary>
    /// <exception cref="ServingException">An argument leads nowhere, or two models have one name and version.</exception>
    public IReadOnlyList<ModelFile> Find() => Check([.. _arguments.SelectMany(argument => _last[argument] = Find(argument))]);

    /// <summary>The models that are there after <see cref="Find()"/>.</summary>
    /// <remarks>
    /// What was a file stays one, whatever is there now. A folder that cannot be read as one of models keeps those that it had; the other
    /// arguments do not notice.
    /// </remarks>
    /// <param name="say">Takes what is wrong with a folder.</param>
    /// <exception cref="ServingException">Two models have one name and version.</exception>
    public IReadOnlyList<ModelFile> FindAgain(Action<string> say)
    {
        foreach (var argument in _arguments.Where(_folders.Contains))
        {
            try
            {
                _last[argument] = FindInFolder(argument);
            }
            catch (Exception problem) when (problem is ServingException or IOException or UnauthorizedAccessException)
            {
                say(problem.Message);
            }
        }

        return Check([.. _arguments.SelectMany(argument => _last[argument])]);
    }

    /// <summary>Whether a text can be the name of a model in an address.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
        && text.Trim('.').Length > 0;

    private static List<ModelFile> Check(List<ModelFile> found)
    {
        if (found.GroupBy(file => (file.Name, file.Version)).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw new ServingException(FormattableString.Invariant(
                $"{doubled.Last().Path}: the second model called {doubled.Key.Name} of version {doubled.Key.Version} (the first is ")
                + $"{doubled.First().Path}). Give it another name: NAME={doubled.Last().Path}");
        }

        return found;
    }

    private List<ModelFile> Find(string argument)
    {
        if (Directory.Exists(argument))
        {
            _folders.Add(argument);
            return FindInFolder(argument);
        }

        if (File.Exists(argument))
        {
            return [new ModelFile(NameOf(Path.GetFileNameWithoutExtension(argument), argument, argument), FileVersion, argument)];
        }

        var sign = argument.IndexOf('=', StringComparison.Ordinal);
        return sign > 0
            ? [FindNamed(argument[..sign], argument[(sign + 1)..], argument)]
            : throw new ServingException($"{argument}: not there, expected an ONNX file or a folder of models. Check the path.");
    }

    private static ModelFile FindNamed(string name, string path, string argument)
    {
        if (path.Length == 0)
        {
            throw new ServingException($"{argument}: nothing behind the '=', expected NAME=MODEL.onnx. Name the file.");
        }

        return Directory.Exists(path)
            ? throw new ServingException(
                $"{argument}: a name can be given to a file only, and {path} is a folder, whose models are called as the folders in it. Leave the name out: {path}")
            : new ModelFile(NameOf(name, argument, path), FileVersion, path);
    }

    private static string NameOf(string name, string argument, string path) => IsName(name)
        ? name
        : throw new ServingException(
            $"{argument}: the model would be called '{name}', expected letters, digits, '.', '_' and '-'. Give it a name: NAME={path}");

    private static List<ModelFile> FindInFolder(string folder)
    {
        var models = new List<ModelFile>();
        foreach (var named in Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(IsSeen))
        {
            var name = Path.GetFileName(named);
            if (!IsName(name))
            {
                throw new ServingException($"{named}: the model would be called '{name}', expected letters, digits, '.', '_' and '-'. Rename the folder.");
            }

            models.AddRange(Directory.GetDirectories(named).Where(IsSeen).Select(version => FindVersion(name, version))
                .OfType<ModelFile>().OrderBy(model => model.Version));
        }

        return models.Count > 0
            ? models
            : throw new ServingException($"{folder}: no model in it, expected NAME/VERSION/{Pattern} with versions 1, 2, ... Put one there.");
    }

    private static ModelFile? FindVersion(string name, string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == 0)
        {
            throw new ServingException($"{folder}: not the folder of a version, expected a whole number from 1 up. Rename it.");
        }

        return Directory.GetFiles(folder, Pattern) switch
        {
            [] => null, // being filled
            [var file] => new ModelFile(name, version, file),
            var files => throw new ServingException(FormattableString.Invariant(
                $"{folder}: {files.Length} ONNX files, expected one. Move the others to folders of their own.")),
        };
    }

    private static bool IsSeen(string folder) => !Path.GetFileName(folder).StartsWith('.');
}
