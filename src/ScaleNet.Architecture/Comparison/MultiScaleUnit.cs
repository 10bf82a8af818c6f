using System.Collections.Immutable;

namespace ScaleNet.Architecture.Comparison;

/// <summary>A place of a network where features of several scales are merged.</summary>
/// <param name="Path">The merging node.</param>
/// <param name="Merge">The merging operation's name: <c>concat</c> or <c>add</c>.</param>
/// <param name="Branches">What is merged.</param>
public sealed record MultiScaleUnit(string Path, string Merge, ImmutableArray<MultiScaleBranch> Branches)
{
    /// <summary>How many different scales there are.</summary>
    public int ScaleCount => Branches.Select(branch => branch with { Channels = 0 }).Distinct().Count();

    /// <summary>Each branch's share of the channels, in the order of the branches.</summary>
    public ImmutableArray<double> Shares
    {
        get
        {
            var total = (double)Branches.Sum(branch => branch.Channels);
            return [.. Branches.Select(branch => branch.Channels / total)];
        }
    }
}
