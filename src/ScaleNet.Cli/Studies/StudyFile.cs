using ScaleNet.Architecture;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>Plans of studies by name or from files.</summary>
internal static class StudyFile
{
    private const string Folder = "studies/";
    private const string Extension = ".json";

    /// <summary>The names of the plans that come with the tool, the files of <c>studies/</c>, in order.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        .. typeof(StudyFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A built-in plan by its name, or else the plan in a file.</summary>
    /// <exception cref="SpecException">No such name and no such file; the message gives the nearest name.</exception>
    /// <exception cref="Evaluation.Runs.RunFolderException">Not a plan; the message lists every problem.</exception>
    public static StudyPlan Load(string nameOrPath)
    {
        if (BuiltIn.Contains(nameOrPath))
        {
            var name = Folder + nameOrPath + Extension;
            using var stream = typeof(StudyFile).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return StudyPlan.Parse(copy.ToArray(), name);
        }

        return File.Exists(nameOrPath)
            ? StudyPlan.Read(nameOrPath)
            : throw new SpecException(
                $"study '{nameOrPath}': neither a built-in study nor a file. Did you mean '{NearestName.To(nameOrPath, BuiltIn)}'?");
    }
}
