using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Comparison;

/// <summary>How a network makes, weighs and merges features of several scales: read from its merges, none of it typed in.</summary>
public sealed record MultiScaleSummary
{
    // Two shares of one ratio may differ by the rounding of a channel count to a whole number.
    private const double ShareTolerance = 0.01;

    /// <summary>How many merges there are.</summary>
    public required int MergeCount { get; init; }

    /// <summary>The merging operations, sorted.</summary>
    public required ImmutableArray<string> Merges { get; init; }

    /// <summary>The most scales that one merge has.</summary>
    public required int MostScales { get; init; }

    /// <summary>Sides of the kernels of all branches, rising.</summary>
    public required ImmutableArray<int> Kernels { get; init; }

    /// <summary>Windows of poolings that are branches of their own, rising.</summary>
    public required ImmutableArray<int> Poolings { get; init; }

    /// <summary>By how much the maps of the branches are smaller than the merged map, rising.</summary>
    public required ImmutableArray<int> Reductions { get; init; }

    /// <summary>How the channels are divided.</summary>
    public required ShareRule Shares { get; init; }

    /// <summary>The smallest and the largest share of a merge's channels that a branch has.</summary>
    public required (double Least, double Most) ShareRange { get; init; }

    /// <summary>The summary of a network; null if it merges no scales.</summary>
    /// <exception cref="GraphException">The network cannot take this size.</exception>
    public static MultiScaleSummary? Of(Graph graph, int resolution)
    {
        var units = MultiScaleUnits.Read(graph, resolution);
        if (units.IsEmpty)
        {
            return null;
        }

        var branches = units.SelectMany(unit => unit.Branches).ToList();
        var shares = units.SelectMany(unit => unit.Shares).ToList();
        return new MultiScaleSummary
        {
            MergeCount = units.Length,
            Merges = [.. units.Select(unit => unit.Merge).Distinct().Order(StringComparer.Ordinal)],
            MostScales = units.Max(unit => unit.ScaleCount),
            Kernels = Distinct(branches.Select(branch => branch.Kernel).Where(kernel => kernel > 0)),
            Poolings = Distinct(branches.Select(branch => branch.Pooling).Where(window => window > 0)),
            Reductions = Distinct(branches.Select(branch => branch.Reduction)),
            Shares = units.All(IsEven) ? ShareRule.Even : HaveOneRatio(units) ? ShareRule.OneRatio : ShareRule.PerBlock,
            ShareRange = (shares.Min(), shares.Max()),
        };
    }

    private static ImmutableArray<int> Distinct(IEnumerable<int> values) => [.. values.Distinct().Order()];

    // The remainder of the division goes to one branch.
    private static bool IsEven(MultiScaleUnit unit) =>
        unit.Branches.Max(branch => branch.Channels) - unit.Branches.Min(branch => branch.Channels) < unit.Branches.Length;

    private static bool HaveOneRatio(ImmutableArray<MultiScaleUnit> units) => units.All(unit =>
        unit.Branches.Length == units[0].Branches.Length
        && unit.Shares.Zip(units[0].Shares).All(pair => Math.Abs(pair.First - pair.Second) < ShareTolerance));
}
