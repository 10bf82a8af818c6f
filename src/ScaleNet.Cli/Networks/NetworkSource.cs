using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Networks;

/// <summary>Finds the network that a word on the command line means.</summary>
internal static class NetworkSource
{
    private const string FileExtension = ".json";

    /// <summary>A name of the catalogue, a spec file, a structure file or a run folder.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="options">What a bare structure file does not say.</param>
    /// <exception cref="Architecture.SpecException">There is no such network, or it is not valid.</exception>
    /// <exception cref="RunFolderException">The run folder is not as expected, or newer than this program.</exception>
    public static NamedNetwork Find(string word, StructureOptions options)
    {
        if (Catalog.Find(word) is { } entry)
        {
            return new NamedNetwork(entry.Spec, word, IsFromCatalog: true);
        }

        if (Directory.Exists(word))
        {
            RequireReadable(word);
        }
        else if (!LooksLikePath(word))
        {
            _ = Catalog.Get(word); // throws, with the nearest name
        }

        return new NamedNetwork(SpecFile.Load(word, options), word, IsFromCatalog: false);
    }

    private static void RequireReadable(string folder)
    {
        if (File.Exists(RunLayout.PathOf(folder, RunLayout.RunFile)) || !File.Exists(Path.Combine(folder, SpecFile.NameInFolder)))
        {
            _ = RunInfo.Read(folder); // throws for what is no run, and for a run of a newer version
        }
    }

    private static bool LooksLikePath(string word) =>
        File.Exists(word) || word.EndsWith(FileExtension, StringComparison.OrdinalIgnoreCase)
        || word.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
