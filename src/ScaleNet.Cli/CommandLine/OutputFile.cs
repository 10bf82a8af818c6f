using ScaleNet.Architecture;

namespace ScaleNet.Cli.CommandLine;

/// <summary>A file that a verb writes at its end.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a file that cannot be written, before all the work and not after it.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file; null where none is asked for.</param>
    /// <exception cref="SpecException">It is a folder, or in no folder.</exception>
    public static void Require(string option, string? path)
    {
        if (path is not null && (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))))
        {
            throw new SpecException($"{option}: got '{path}', expected a file in a folder that exists. Choose another.");
        }
    }
}
