using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Inspection;

/// <summary>Which pictures of a set are measured.</summary>
/// <param name="Most">So many, chosen at random without repeating; all where there are not more.</param>
/// <param name="Seed">Determines which.</param>
public sealed record SampleChoice(int Most, long Seed)
{
    /// <summary>The places, in the order of the set.</summary>
    internal int[] Of(int count)
    {
        int[] chosen = Most < count ? EpochOrder.Shuffled([count], Seed, epoch: 0)[..Most] : EpochOrder.Sequential(count);
        Array.Sort(chosen);
        return chosen;
    }
}
