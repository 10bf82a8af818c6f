using System.Text.Json;
using ScaleNet.Architecture.Specs;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Studies;

/// <summary>The folder of a study, held by one process.</summary>
internal sealed class StudyFolder : IDisposable
{
    private readonly RunLock _held;

    private StudyFolder(string path, RunLock held) => (Path, _held) = (path, held);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Takes the folder for a plan, and writes the plan into it.</summary>
    /// <exception cref="RunFolderException">
    /// Another process has it, it holds other files, or its study is another one: a plan may grow, but what has results must stay as it was.
    /// </exception>
    public static StudyFolder Take(string path, StudyPlan plan)
    {
        RequireStudy(path);
        Directory.CreateDirectory(path);
        var held = RunLock.Take(path);
        try
        {
            if (File.Exists(PlanOf(path)))
            {
                RequireSame(StudyPlan.Read(PlanOf(path)), plan, path);
            }

            plan.Write(path);
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

    private static void RequireSame(StudyPlan own, StudyPlan asked, string path)
    {
        var changed = new List<string>();
        if (own.Recipe != asked.Recipe)
        {
            changed.Add($"the recipe ({own.Recipe}, asked is {asked.Recipe})");
        }

        changed.AddRange(Changed("condition", own.Conditions, asked.Conditions, condition => condition.Name));
        changed.AddRange(Changed("arm", own.Arms, asked.Arms, arm => arm.Name));
        if (changed.Count > 0)
        {
            throw new RunFolderException(
                $"{path}: its study is another one: changed are {string.Join(", ", changed)}. Results of both would be mixed; choose another --name.");
        }
    }

    private static IEnumerable<string> Changed<T>(string kind, IEnumerable<T> own, IEnumerable<T> asked, Func<T, string> nameOf)
    {
        var known = asked.ToDictionary(nameOf, TextOf);
        return own.Where(item => known.TryGetValue(nameOf(item), out var text) && text != TextOf(item))
            .Select(item => $"{kind} {nameOf(item)}");
    }

    // Records with arrays in them are equal only where the arrays are the same object.
    private static string TextOf<T>(T item) => JsonSerializer.Serialize(item, SpecJson.StrictOptions);
}
