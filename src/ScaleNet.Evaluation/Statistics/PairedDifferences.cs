using System.Collections.Immutable;

namespace ScaleNet.Evaluation.Statistics;

/// <summary>What two ways came to in the same trials, the second subtracted from the first.</summary>
/// <param name="Trials">The trials that both have, such as seeds, in ascending order.</param>
/// <param name="Values">The difference in each.</param>
/// <remarks>What a trial does to both alike drops out, so fewer trials tell them apart than unpaired ones would.</remarks>
public sealed record PairedDifferences(ImmutableArray<int> Trials, ImmutableArray<double> Values)
{
    /// <summary>The differences over the trials that both have; the others are left out.</summary>
    public static PairedDifferences Of(IReadOnlyDictionary<int, double> first, IReadOnlyDictionary<int, double> second)
    {
        ImmutableArray<int> trials = [.. first.Keys.Where(second.ContainsKey).Order()];
        return new PairedDifferences(trials, [.. trials.Select(trial => first[trial] - second[trial])]);
    }
}
