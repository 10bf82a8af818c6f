using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Studies;

/// <summary>How much the errors of two arms differ in one condition, seed by seed.</summary>
/// <param name="Condition">The setting.</param>
/// <param name="Arm">The one arm.</param>
/// <param name="Against">The other, whose error is subtracted.</param>
/// <param name="Differences">Differences of the test errors, in [-1,1], over the seeds that both arms have.</param>
/// <param name="Summary">Their mean and spread; null without such a seed.</param>
/// <param name="Bootstrap">The bootstrap's interval of the mean difference; null with fewer than two seeds.</param>
/// <param name="Student">Student's interval of it; null with fewer than two seeds.</param>
public sealed record PairSummary(
    string Condition, string Arm, string Against,
    PairedDifferences Differences, MeanAndSpread? Summary, Interval? Bootstrap, Interval? Student)
{
    /// <summary>With fewer seeds nothing is said.</summary>
    public const int FewestSeeds = 3;

    /// <summary>What can be said.</summary>
    /// <remarks>
    /// Both intervals must lie on one side of zero. The bootstrap's alone would see differences where there are none: with five
    /// seeds it leaves zero out whenever all five agree in sign, which chance does once in sixteen times.
    /// </remarks>
    public Verdict Verdict => (Bootstrap, Student) switch
    {
        _ when Differences.Values.Length < FewestSeeds => Verdict.TooFewRuns,
        ({ High: < 0 }, { High: < 0 }) => Verdict.LowerError,
        ({ Low: > 0 }, { Low: > 0 }) => Verdict.HigherError,
        _ => Verdict.NotDistinguishable,
    };

    internal static PairSummary Of(string condition, ArmPair pair, IEnumerable<StudyResult> runs)
    {
        var errors = runs.ToLookup(run => run.Arm);
        var differences = PairedDifferences.Of(BySeed(errors[pair.Arm]), BySeed(errors[pair.Against]));
        var summary = differences.Values.IsEmpty ? null : MeanAndSpread.Of(differences.Values);
        return new PairSummary(
            condition, pair.Arm, pair.Against, differences, summary,
            BootstrapInterval.OfMean(differences.Values),
            summary is null ? null : StudentInterval.OfMean(summary));
    }

    private static Dictionary<int, double> BySeed(IEnumerable<StudyResult> runs) =>
        runs.ToDictionary(run => run.Seed, run => run.TestError);
}
