using System.Text.Json;
using ScaleNet.Architecture.Specs;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Studies;

/// <summary>Compares a study with what its folder has results of.</summary>
internal static class StudyChanges
{
    /// <summary>Refuses a study whose results would be mixed with others, or would not count any more.</summary>
    /// <param name="folder">The folder; it holds a plan, which may be any as long as there are no results.</param>
    /// <param name="asked">The study that is to go on there.</param>
    /// <param name="conduct">How it is to be run.</param>
    /// <exception cref="RunFolderException">Something that has results is changed, or gone.</exception>
    public static void RequireNone(string folder, StudyPlan asked, StudyConduct conduct)
    {
        var (results, seeds) = (StudyLog.Results(folder), StudyLog.Seeds(folder));
        if (results.Count == 0 && seeds.Count == 0)
        {
            return;
        }

        var own = StudyPlan.Read(Path.Combine(folder, StudyPlan.FileName));
        string[] changes =
        [
            .. Changed("name", own.Name, asked.Name),
            .. Changed("recipe", own.Recipe, asked.Recipe),
            .. IsRecipeAnother(folder, conduct.Recipe) ? [$"what the recipe {asked.Recipe} says"] : Array.Empty<string>(),
            .. results.Select(result => result.LimitBatches).Concat(seeds.Select(seed => seed.LimitBatches)).Distinct()
                .SelectMany(limit => Changed("batches of an epoch", Text(limit), Text(conduct.LimitBatches))),
            .. Changed(
                "condition", results.Select(result => result.Condition).Concat(seeds.Select(seed => seed.Condition)),
                own.Conditions.ToDictionary(condition => condition.Name, Text), asked.Conditions.ToDictionary(condition => condition.Name, Text)),
            .. Changed(
                "arm", results.Select(result => result.Arm), own.Arms.ToDictionary(arm => arm.Name, Text), asked.Arms.ToDictionary(arm => arm.Name, Text)),
            .. results.Select(result => result.Seed).Distinct().Except(asked.Seeds).Select(seed => FormattableString.Invariant($"seed {seed} (gone)")),
        ];
        if (changes.Length > 0)
        {
            throw new RunFolderException(
                $"{folder}: its study is another one: changed are {string.Join(", ", changes)}. Results of both would be mixed; choose another --name.");
        }
    }

    private static string[] Changed(string what, string own, string asked) => own == asked ? [] : [$"the {what} ({own}, asked is {asked})"];

    private static IEnumerable<string> Changed(
        string kind, IEnumerable<string> names, Dictionary<string, string> own, Dictionary<string, string> asked) =>
        from name in names.Distinct()
        where own.ContainsKey(name) && own[name] != asked.GetValueOrDefault(name)
        select asked.ContainsKey(name) ? $"{kind} {name}" : $"{kind} {name} (gone)";

    /// <summary>Whether a study's networks were trained by another recipe, maybe of the same name: one in a file can be edited.</summary>
    /// <remarks>Folders from before the recipe was kept have none.</remarks>
    public static bool IsRecipeAnother(string folder, TrainingRecipe recipe)
    {
        var kept = RunLayout.PathOf(folder, RunLayout.RecipeFile);
        return File.Exists(kept) && RecipeFile.Write(RecipeFile.Load(kept)) != RecipeFile.Write(recipe);
    }

    private static string Text(int? limit) => limit is { } count ? FormattableString.Invariant($"{count}") : "all";

    // Records with arrays in them are equal only where the arrays are the same object.
    private static string Text<T>(T item)
        where T : class => JsonSerializer.Serialize(item, SpecJson.StrictOptions);
}
