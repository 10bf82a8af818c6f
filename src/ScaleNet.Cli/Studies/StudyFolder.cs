using ScaleNet.Cli.Steps;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Studies;

/// <summary>The folder of a study, held by one process.</summary>
internal sealed class StudyFolder : IDisposable
{
    private readonly RunLock _held;

    private StudyFolder(string path, RunLock held) => (Path, _held) = (path, held);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Takes the folder for a plan, and writes the plan and its recipe into it.</summary>
    /// <exception cref="RunFolderException">
    /// Another process has it, it holds other files, or its study is another one: a plan may grow, but what has results must stay as it was.
    /// </exception>
    public static StudyFolder Take(string path, StudyPlan plan, StudyConduct conduct)
    {
        RequireStudy(path);
        Directory.CreateDirectory(path);
        var held = RunLock.Take(path);
        try
        {
            if (File.Exists(PlanOf(path)))
            {
                StudyChanges.RequireNone(path, plan, conduct);
            }

            plan.Write(path);
            RunText.Write(path, RunLayout.RecipeFile, RecipeFile.Write(conduct.Recipe));
            return new StudyFolder(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Where a training's files go.</summary>
    public string Of(StudyTask task) => System.IO.Path.Combine([Path, "trainings", .. task.Id.Split('/')]);

    public void Dispose() => _held.Dispose();

    private static string PlanOf(string folder) => System.IO.Path.Combine(folder, StudyPlan.FileName);

    private static void RequireStudy(string path)
    {
        var isForeign = File.Exists(path)
            || (Directory.Exists(path) && !File.Exists(PlanOf(path))
                && Directory.EnumerateFileSystemEntries(path).Any(entry => System.IO.Path.GetFileName(entry) != RunLock.FileName));
        if (isForeign)
        {
            throw new RunFolderException($"{path}: is not the folder of a study (no {StudyPlan.FileName}). Choose another --name.");
        }
    }
}
