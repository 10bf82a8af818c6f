using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Studies;

/// <summary>Whether seed networks that differ only in their random seed agree on which scales matter where.</summary>
/// <param name="Condition">The setting.</param>
/// <param name="Variant">What tells these seed networks from others of the condition.</param>
/// <param name="Networks">How many there are.</param>
/// <param name="Error">Their top-1 error on the test images, in [0,1].</param>
/// <param name="Agreement">
/// Agreement on the order of the mean scores of each block's scales, each divided by the block's mean score. Without that division blocks
/// of high and of low scores would look like agreement. Channels cannot be matched between networks: those of one scale can change places.
/// </param>
public sealed record SeedAgreement(string Condition, string Variant, int Networks, MeanAndSpread Error, RankAgreement Agreement)
{
    internal static SeedAgreement Of(string condition, string variant, IReadOnlyList<StudySeed> seeds) => new(
        condition,
        variant,
        seeds.Count,
        MeanAndSpread.Of([.. seeds.Select(seed => seed.TestError)]),
        RankAgreement.Of([.. seeds.Select(RelativeScores)]));

    // A block whose scores are all zero ranks nothing.
    private static double[] RelativeScores(StudySeed seed) =>
    [
        .. seed.Scores.SelectMany(block =>
        {
            var means = block.Select(scale => scale.IsEmpty ? 0 : scale.Average(score => (double)score)).ToList();
            var whole = means.Average();
            return means.Select(mean => whole > 0 ? mean / whole : 0);
        }),
    ];
}
