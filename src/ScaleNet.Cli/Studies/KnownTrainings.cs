using System.Collections.Immutable;
using System.Text.Json;
using ScaleNet.Architecture.Specs;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>Trainings of other studies that a study would only repeat: the same recipe, images, network, arm and seed.</summary>
/// <remarks>Names do not matter, nor whether the condition or the arm says the scales, nor any scales to networks without them.</remarks>
internal sealed class KnownTrainings
{
    private readonly Dictionary<string, StudyResult> _results = [];
    private readonly Dictionary<string, StudySeed> _seeds = [];

    /// <summary>What the folders of some studies hold.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="recipe">The recipe of the study that takes from them, as its plan names it.</param>
    /// <param name="conduct">How that study is run: what was run in another way is not taken.</param>
    /// <exception cref="RunFolderException">One is no study's, or was trained by another recipe.</exception>
    public static KnownTrainings Of(IEnumerable<string> folders, string recipe, StudyConduct conduct)
    {
        var known = new KnownTrainings();
        foreach (var folder in folders)
        {
            var plan = StudyPlan.Read(Path.Combine(folder, StudyPlan.FileName));
            if (plan.Recipe != recipe || StudyChanges.IsRecipeAnother(folder, conduct.Recipe))
            {
                var asked = plan.Recipe != recipe ? recipe : "what that says now";
                throw new RunFolderException($"{folder}: its networks were trained by the recipe {plan.Recipe}, expected {asked}. Take from another study.");
            }

            known.Add(folder, plan, StudyTasks.Of(plan, conduct.Recipe.Epochs), conduct.LimitBatches);
        }

        return known;
    }

    /// <summary>What such a training came to elsewhere, under the names that it has here; null where it is not known.</summary>
    public StudyResult? Find(ArmTask task) => _results.GetValueOrDefault(KeyOf(task)) is { } known
        ? WithScales(known, StudyNetworks.ScalesOf(task.Condition, task.Arm)) with { Condition = task.Condition.Name, Arm = task.Arm.Name }
        : null;

    /// <summary>The same for a seed network.</summary>
    public StudySeed? Find(SeedTask task) => _seeds.GetValueOrDefault(KeyOf(task)) is { } known ? known with { Condition = task.Condition.Name } : null;

    // A network of one scale has none at the condition's others, whichever those are.
    private static StudyResult WithScales(StudyResult known, ImmutableArray<int> scales) => known is { Channels: { } blocks, Scales: { } own }
        ? known with
        {
            Scales = scales,
            Channels = [.. blocks.Select(block => scales.Select(scale => own.IndexOf(scale) is >= 0 and var at ? block[at] : 0).ToImmutableArray())],
        }
        : known;

    private void Add(string folder, StudyPlan plan, IReadOnlyList<StudyTask> tasks, int? limitBatches)
    {
        var results = StudyLog.Results(folder).Where(result => result.LimitBatches == limitBatches).ToDictionary(ArmTask.IdOf);
        var seeds = StudyLog.Seeds(folder).Where(seed => seed.LimitBatches == limitBatches).ToDictionary(SeedTask.IdOf);
        foreach (var task in tasks)
        {
            var source = $"{plan.Name}/{task.Id}";
            if (task is ArmTask arm && results.TryGetValue(task.Id, out var result))
            {
                _results.TryAdd(KeyOf(arm), result with { TakenFrom = result.TakenFrom ?? source });
            }
            else if (task is SeedTask own && seeds.TryGetValue(task.Id, out var seed))
            {
                _seeds.TryAdd(KeyOf(own), seed with { TakenFrom = seed.TakenFrom ?? source });
            }
        }
    }

    private static string KeyOf(ArmTask task)
    {
        var scales = task.Arm.Family == ArmFamily.ScaleNet ? task.Arm.Scales ?? task.Condition.Scales : [];
        var condition = task.Condition with { Name = "", Scales = scales };
        var arm = task.Arm with { Name = "", Scales = null, SeedFrom = null };
        return TextOf(new { condition, arm, task.Seed, source = task.Source is { } source ? KeyOf(source) : null });
    }

    // The seed's epochs are its variant's.
    private static string KeyOf(SeedTask task) =>
        TextOf(new { condition = task.Condition with { Name = "", Scales = [], Epochs = null }, task.Variant, task.Seed });

    private static string TextOf<T>(T key) => JsonSerializer.Serialize(key, SpecJson.StrictOptions);
}
