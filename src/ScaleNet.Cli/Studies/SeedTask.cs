using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>The training of a seed network.</summary>
/// <param name="Condition">Its setting.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Variant">Which seed network.</param>
internal sealed record SeedTask(StudyCondition Condition, int Seed, SeedVariant Variant) : StudyTask(Condition, Seed)
{
    /// <inheritdoc/>
    public override string Id => IdOf(Condition.Name, Variant.Name, Seed);

    /// <summary>The name of the task that a line is of.</summary>
    public static string IdOf(StudySeed seed) => IdOf(seed.Condition, seed.Variant, seed.Seed);

    private static string IdOf(string condition, string variant, int seed) =>
        FormattableString.Invariant($"{condition}/seed-network-{variant}/{seed}");
}
