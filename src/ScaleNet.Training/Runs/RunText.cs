using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Runs;

/// <summary>The describing files of a run folder, read with the errors that a user understands.</summary>
internal static class RunText
{
    /// <summary>The content of a file.</summary>
    /// <exception cref="RunFolderException">It is not there.</exception>
    public static string Read(string runFolder, string name)
    {
        var path = RunLayout.PathOf(runFolder, name);
        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw new RunFolderException($"{path}: there is no such file. Give the folder of a training.");
    }

    /// <summary>Refuses a network that is not the one that was trained.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="hash">Its short hash.</param>
    /// <param name="info">The run.</param>
    /// <exception cref="RunFolderException">It is another one.</exception>
    public static void RequireHash(string path, string hash, RunInfo info)
    {
        if (hash != info.SpecHash)
        {
            throw new RunFolderException(
                $"{path}: not the network of the run (got {hash}, expected {info.SpecHash}). Restore the file.");
        }
    }
}
