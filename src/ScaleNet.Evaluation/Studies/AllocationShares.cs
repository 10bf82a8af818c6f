using System.Collections.Immutable;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Studies;

/// <summary>The share of its neurons that each block gives to each scale, over the seeds of one arm in one condition.</summary>
/// <param name="Condition">The setting.</param>
/// <param name="Arm">The way the networks were made.</param>
/// <param name="Scales">Down-sampling factors.</param>
/// <param name="Shares">In [0,1], by block and scale.</param>
/// <param name="Agreement">
/// Whether the seeds agree on the order of all shares of the network. Channels cannot be matched between seeds, since those of one
/// scale can change places; shares can.
/// </param>
public sealed record AllocationShares(
    string Condition, string Arm, ImmutableArray<int> Scales,
    ImmutableArray<ImmutableArray<MeanAndSpread>> Shares, RankAgreement Agreement)
{
    /// <summary>How many networks there are.</summary>
    public int Networks => Shares[0][0].Count;

    /// <summary>The mean of all shares' standard deviations over the seeds; null of a single network.</summary>
    public double? MeanDeviation =>
        Networks > 1 ? Shares.SelectMany(block => block).Average(share => share.StandardDeviation!.Value) : null;

    /// <summary>The shares of runs of networks with scales, all of one shape; at least one.</summary>
    internal static AllocationShares Of(string condition, string arm, IReadOnlyList<StudyResult> runs)
    {
        var shares = runs.Select(run => run.Channels!.Value.Select(SharesOf).ToArray()).ToList();
        var first = shares[0];
        return new AllocationShares(
            condition,
            arm,
            runs[0].Scales!.Value,
            [.. first.Select((block, b) => block.Select((_, s) => MeanAndSpread.Of([.. shares.Select(of => of[b][s])])).ToImmutableArray())],
            RankAgreement.Of([.. shares.Select(of => of.SelectMany(block => block).ToArray())]));
    }

    // A block without any neuron has no shares; zeros keep its place.
    private static double[] SharesOf(ImmutableArray<int> channels)
    {
        var total = Math.Max(1, channels.Sum());
        return [.. channels.Select(count => (double)count / total)];
    }
}
