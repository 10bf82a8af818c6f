using System.Collections.Immutable;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Studies;

/// <summary>What a study has come to so far: everything here follows from its folder.</summary>
public sealed record StudySummary
{
    /// <summary>What was to be done.</summary>
    public required StudyPlan Plan { get; init; }

    /// <summary>The results that belong to the plan.</summary>
    public required ImmutableArray<StudyResult> Results { get; init; }

    /// <summary>Results of conditions, arms or seeds that the plan does not have; they count nowhere.</summary>
    public required int Foreign { get; init; }

    /// <summary>The seed networks.</summary>
    public required ImmutableArray<StudySeed> Seeds { get; init; }

    /// <summary>What has been run of each arm in each condition, in the plan's order.</summary>
    public required ImmutableArray<ArmSummary> Arms { get; init; }

    /// <summary>Every comparison of the plan in every condition, whether there is something to compare or not.</summary>
    public required ImmutableArray<PairSummary> Pairs { get; init; }

    /// <summary>Those of which a seed of both arms has been run.</summary>
    public ImmutableArray<PairSummary> BegunPairs => [.. Pairs.Where(pair => pair.Summary is not null)];

    /// <summary>The allocations that have been trained.</summary>
    public required ImmutableArray<AllocationShares> Allocations { get; init; }

    /// <summary>The agreement of the seed networks.</summary>
    public required ImmutableArray<SeedAgreement> SeedAgreements { get; init; }

    /// <summary>Which part of the planned trainings has been run, in [0,1].</summary>
    public double Done => (double)Results.Length / Plan.Trainings;

    /// <summary>Reads a study's folder.</summary>
    /// <exception cref="RunFolderException">A file is missing or not as expected, or its lines contradict each other.</exception>
    public static StudySummary Read(string folder) => Of(
        StudyPlan.Read(Path.Combine(folder, StudyPlan.FileName)), StudyLog.Results(folder), StudyLog.Seeds(folder));

    /// <summary>Summarises a plan and what was found.</summary>
    /// <exception cref="RunFolderException">The results contradict each other.</exception>
    public static StudySummary Of(StudyPlan plan, IReadOnlyList<StudyResult> results, IReadOnlyList<StudySeed> seeds)
    {
        ImmutableArray<StudyResult> planned = [.. results.Where(result => IsPlanned(plan, result))];
        StudyResultsCheck.RequireUsable(planned, seeds);
        var runs = planned.ToLookup(run => (run.Condition, run.Arm));
        var cells = (from condition in plan.Conditions
                     from arm in plan.Arms
                     let list = runs[(condition.Name, arm.Name)].OrderBy(run => run.Seed).ToList()
                     where list.Count > 0
                     select (Condition: condition.Name, Arm: arm.Name, Runs: list)).ToList();
        return new StudySummary
        {
            Plan = plan,
            Results = planned,
            Foreign = results.Count - planned.Length,
            Seeds = [.. seeds],
            Arms = [.. cells.Select(cell => ArmSummary.Of(cell.Condition, cell.Arm, cell.Runs))],
            Pairs =
            [
                .. from condition in plan.Conditions
                   from pair in plan.Comparisons
                   select PairSummary.Of(condition.Name, pair, planned.Where(run => run.Condition == condition.Name)),
            ],
            Allocations =
            [
                .. cells.Where(cell => cell.Runs[0].Channels is not null)
                    .Select(cell => AllocationShares.Of(cell.Condition, cell.Arm, cell.Runs)),
            ],
            SeedAgreements =
            [
                .. from condition in plan.Conditions
                   from variant in seeds.Where(seed => seed.Condition == condition.Name).GroupBy(seed => seed.Variant)
                   select SeedAgreement.Of(condition.Name, variant.Key, [.. variant.OrderBy(seed => seed.Seed)]),
            ],
        };
    }

    private static bool IsPlanned(StudyPlan plan, StudyResult result) =>
        plan.Seeds.Contains(result.Seed)
        && plan.Conditions.Any(condition => condition.Name == result.Condition)
        && plan.Arms.Any(arm => arm.Name == result.Arm);
}
