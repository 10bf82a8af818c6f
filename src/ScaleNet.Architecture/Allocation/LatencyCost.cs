using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Nanoseconds of one image as a table of measurements predicts them.</summary>
/// <param name="table">The measurements.</param>
public sealed class LatencyCost(LatencyTable table) : IStructureCost
{
    /// <summary>Nanoseconds of a millisecond.</summary>
    public const double NanosecondsPerMillisecond = 1e6;

    /// <inheritdoc/>
    public CostKind Kind => CostKind.Latency;

    /// <inheritdoc/>
    public string Unit => "ms";

    /// <summary>A time as an amount of this cost.</summary>
    public static long FromMilliseconds(double milliseconds) => (long)Math.Round(milliseconds * NanosecondsPerMillisecond);

    /// <summary>An amount of this cost as a time, ms.</summary>
    public static double ToMilliseconds(long amount) => amount / NanosecondsPerMillisecond;

    /// <inheritdoc/>
    public long Of(NetworkSpec spec)
    {
        if (spec is not ScaleNetSpec network)
        {
            throw new SpecException($"{spec.Name}: has no branches, expected a network of the measured seed's frame.");
        }

        var time = table.BaseMilliseconds;
        for (var stage = 0; stage < network.Stages.Length; stage++)
        {
            for (var scale = 0; scale < network.Scales.Length; scale++)
            {
                var curve = table.Curve(stage, scale);
                time += network.Stages[stage].Blocks.Sum(block => curve.At(block[scale]));
            }
        }

        return FromMilliseconds(time);
    }

    /// <inheritdoc/>
    public string Text(long amount) => FormattableString.Invariant($"{ToMilliseconds(amount):F3}");
}
