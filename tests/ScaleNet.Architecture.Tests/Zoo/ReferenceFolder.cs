namespace ScaleNet.Architecture.Tests.Zoo;

/// <summary>Files of reference implementations: one a model, with its counts and its state's keys.</summary>
/// <remarks>SCALENET_REFERENCE names another folder of such files, for instance one with more families.</remarks>
internal static class ReferenceFolder
{
    private const string Variable = "SCALENET_REFERENCE";

    public static string Default =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : FixtureFile.PathOf("reference");

    /// <summary>The names of the folder's files; without any, every comparison would pass, so it throws.</summary>
    public static IReadOnlyList<string> FileNames(string folder)
    {
        var names = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileName(file)).Order().ToList()
            : throw new DirectoryNotFoundException($"{folder}: no such folder of reference files");
        return names.Count > 0 ? names : throw new FileNotFoundException($"{folder}: holds no reference file (*.json)");
    }
}
