using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Cli.Networks;

/// <summary>Finds the detector that a word on the command line means.</summary>
internal static class DetectorFile
{
    /// <summary>The detector of a spec file or of a run folder.</summary>
    /// <exception cref="SpecException">There is no such file, or it is no valid detector.</exception>
    public static FasterRcnnSpec Read(string word)
    {
        var path = Directory.Exists(word) ? Path.Combine(word, SpecFile.NameInFolder) : word;
        return File.Exists(path)
            ? FasterRcnnJson.Read(File.ReadAllText(path), path)
            : throw new SpecException($"{path}: there is no such file, expected a detector. Give a spec file or the run of a detector.");
    }
}
