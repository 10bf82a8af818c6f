using ScaleNet.Architecture.Allocation;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>Unfolds a plan into its trainings.</summary>
internal static class StudyTasks
{
    /// <summary>
    /// Every training, those of one seed before those of the next, so that a study that is cut short has whole comparisons; a seed
    /// network before what is learned from it.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="recipeEpochs">Epochs of the recipe, for conditions that do not say theirs.</param>
    public static IReadOnlyList<StudyTask> Of(StudyPlan plan, int recipeEpochs)
    {
        var tasks = new Dictionary<string, StudyTask>();
        foreach (var seed in plan.Seeds)
        {
            foreach (var arm in plan.Arms)
            {
                foreach (var condition in plan.Conditions)
                {
                    var source = SourceOf(arm, condition, plan, seed, recipeEpochs);
                    if (source is not null)
                    {
                        tasks.TryAdd(source.Id, source);
                    }

                    var task = new ArmTask(condition, seed, arm, source);
                    tasks.Add(task.Id, task);
                }
            }
        }

        return [.. tasks.Values];
    }

    private static SeedTask? SourceOf(StudyArm arm, StudyCondition condition, StudyPlan plan, int seed, int recipeEpochs)
    {
        if (arm.Policy is not { } policy || !(AllocationPolicies.Get(policy, arm.Draw, arm.AliveThreshold).LearnsFromScores || arm.Inherit))
        {
            return null;
        }

        var source = plan.Conditions.SingleOrDefault(other => other.Name == arm.SeedFrom) ?? condition;
        return new SeedTask(source, seed, SeedVariant.Of(arm, source, source.Epochs ?? recipeEpochs));
    }
}
