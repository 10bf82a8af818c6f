using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;

namespace ScaleNet.Training.Runs;

/// <summary>Tells a run folder from any other, and deletes of it only what a run wrote.</summary>
internal static class RunContent
{
    private static readonly string[] Files =
    [
        RunLayout.NetworkFile, RunLayout.RecipeFile, RunLayout.StructureFile, RunLayout.PreprocessingFile,
        RunLayout.ClassesFile, RunLayout.CategoriesFile, RunLayout.MetricsFile, RunLayout.MetricsTableFile, RunLayout.StepsFile,
        RunLayout.PredictionsFile, RunLayout.ReportFile,
    ];

    /// <summary>Refuses a folder that cannot be used in this mode.</summary>
    /// <exception cref="RunFolderException">It cannot.</exception>
    public static void Require(string runFolder, RunMode mode)
    {
        if (File.Exists(runFolder))
        {
            throw new RunFolderException($"{runFolder}: is a file, expected a folder. Choose another path.");
        }

        if (File.Exists(RunLayout.PathOf(runFolder, RunLayout.RunFile)))
        {
            if (mode == RunMode.New)
            {
                throw new RunFolderException(
                    $"{runFolder}: exists. Use --resume to go on with the run, or --overwrite to start it anew.");
            }

            return;
        }

        if (mode == RunMode.Resume)
        {
            throw new RunFolderException(
                $"{runFolder}: holds no run (no {RunLayout.RunFile}). Check the path, or leave --resume out to start one.");
        }

        if (Directory.Exists(runFolder) && Directory.EnumerateFileSystemEntries(runFolder).Any(IsForeign))
        {
            throw new RunFolderException(
                $"{runFolder}: is not empty, and not a run folder (no {RunLayout.RunFile}). Choose another folder.");
        }
    }

    /// <summary>Deletes the run's files; others stay.</summary>
    public static void Delete(string runFolder, CheckpointStore checkpoints)
    {
        checkpoints.Clear();
        foreach (var file in Files)
        {
            File.Delete(RunLayout.PathOf(runFolder, file));
        }

        DeleteEvents(runFolder);

        // Last of all: a deletion that was cut short must still be known as a run folder.
        File.Delete(RunLayout.PathOf(runFolder, RunLayout.RunFile));
    }

    private static void DeleteEvents(string runFolder)
    {
        foreach (var file in RunLayout.EventFiles(runFolder))
        {
            File.Delete(file);
        }

        var folder = RunLayout.TensorBoardPath(runFolder);
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    // A process that was killed before it could write run.json leaves these.
    private static bool IsForeign(string path)
    {
        var name = Path.GetFileName(path);
        return name != RunLock.FileName && !name.StartsWith(RunLayout.RunFile + ".", StringComparison.Ordinal);
    }
}
