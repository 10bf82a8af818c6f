using ScaleNet.Architecture;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>The trainings of a study that are to be run now.</summary>
internal sealed class StudyPart
{
    private readonly HashSet<string> _conditions;
    private readonly HashSet<int> _seeds;

    private StudyPart(IEnumerable<string> conditions, IEnumerable<int> seeds) => (_conditions, _seeds) = ([.. conditions], [.. seeds]);

    /// <summary>The part of some conditions and seeds.</summary>
    /// <param name="plan">The study.</param>
    /// <param name="conditions">Names of conditions; empty for all.</param>
    /// <param name="seeds">Seeds; empty for all.</param>
    /// <exception cref="SpecException">The plan does not have one of them.</exception>
    public static StudyPart Of(StudyPlan plan, IReadOnlyCollection<string> conditions, IReadOnlyCollection<int> seeds)
    {
        Require(plan, "condition", conditions, [.. plan.Conditions.Select(condition => condition.Name)]);
        Require(plan, "seed", seeds, plan.Seeds);
        return new StudyPart(
            conditions.Count > 0 ? conditions : plan.Conditions.Select(condition => condition.Name), seeds.Count > 0 ? seeds : plan.Seeds);
    }

    /// <summary>Its trainings and the seed networks that they need, in their order.</summary>
    /// <param name="tasks">Those of the whole study.</param>
    public IReadOnlyList<StudyTask> Of(IReadOnlyList<StudyTask> tasks)
    {
        var arms = tasks.OfType<ArmTask>().Where(task => _conditions.Contains(task.Condition.Name) && _seeds.Contains(task.Seed)).ToHashSet<StudyTask>();
        var needed = arms.Select(task => task.Needs).ToHashSet();
        return [.. tasks.Where(task => arms.Contains(task) || needed.Contains(task.Id))];
    }

    private static void Require<T>(StudyPlan plan, string kind, IEnumerable<T> wanted, IReadOnlyCollection<T> known)
    {
        T[] missing = [.. wanted.Except(known)];
        if (missing.Length > 0)
        {
            throw new SpecException($"study '{plan.Name}': has no {kind} {missing[0]}, expected some of {string.Join(", ", known)}.");
        }
    }
}
