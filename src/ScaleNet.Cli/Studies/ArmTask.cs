using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>The training of an arm's network.</summary>
/// <param name="Condition">Its setting.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Arm">How the network is made.</param>
/// <param name="Source">The training of the seed network that its allocation is learned from; null for none.</param>
internal sealed record ArmTask(StudyCondition Condition, int Seed, StudyArm Arm, SeedTask? Source) : StudyTask(Condition, Seed)
{
    /// <inheritdoc/>
    public override string Id => IdOf(Condition.Name, Arm.Name, Seed);

    /// <inheritdoc/>
    public override string? Needs => Source?.Id;

    /// <summary>The name of the task that a line is of.</summary>
    public static string IdOf(StudyResult result) => IdOf(result.Condition, result.Arm, result.Seed);

    private static string IdOf(string condition, string arm, int seed) => FormattableString.Invariant($"{condition}/{arm}/{seed}");
}
