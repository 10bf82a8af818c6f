using System.Collections.Concurrent;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>Times by hand.</summary>
internal static class LatencyTables
{
    private static readonly ConcurrentDictionary<string, LatencyCost> Costs = new();

    /// <summary>Finer scales are slower; from the fourth channel on, dearer ones; the same object for the same seed.</summary>
    public static LatencyCost For(ScaleNetSpec seed) => Costs.GetOrAdd(SpecJson.Hash(seed), hash => new LatencyCost(new LatencyTable
    {
        Machine = "by hand",
        SeedSpecHash = hash,
        BaseMilliseconds = 2,
        Curves =
        [
            .. from stage in Enumerable.Range(0, seed.Stages.Length)
               from scale in Enumerable.Range(0, seed.Scales.Length)
               select new LatencyCurve(stage, scale, [1, 4, 8], [scale == 0 ? 0 : 0.5, 1.0 / (scale + 1) + 0.5, 4.0 / (scale + 1) + 0.5]),
        ],
    }));
}
