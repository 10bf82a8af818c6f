using System.Collections.Immutable;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>What one channel of each scale costs.</summary>
internal static class ChannelCosts
{
    // A channel that measures as free would rank above all others by any score.
    private const double Least = 1;

    /// <summary>[block][scale]: the cost of a channel, at least 1 unit; all blocks of a stage have the costs of its first.</summary>
    public static ImmutableArray<ImmutableArray<double>> Of(ScaleNetSpec seed, IStructureCost cost)
    {
        var whole = cost.Of(seed);
        var place = 0;
        var costs = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        foreach (var stage in seed.Stages)
        {
            // The blocks of a stage have the same planes and map, so their branches cost the same.
            var first = place;
            var ofScales = Enumerable.Range(0, seed.Scales.Length)
                .Select(scale => OfScale(stage, scale))
                .ToImmutableArray();
            costs.AddRange(Enumerable.Repeat(ofScales, stage.Blocks.Length));
            place += stage.Blocks.Length;

            double OfScale(ScaleNetStage owner, int scale)
            {
                var block = owner.Blocks.IndexOf(owner.Blocks.MaxBy(counts => counts[scale]));
                var channels = owner.Blocks[block][scale];
                var left = channels > 1 || owner.Blocks[block].Sum() == channels ? 1 : 0;
                if (channels <= left)
                {
                    return Least; // no channel, or the only one of its block: nothing to rank
                }

                var without = KeptChannels.Replace(
                    seed, (_, counts, at) => at == first + block ? counts.SetItem(scale, left) : counts);
                return Math.Max(Least, (whole - cost.Of(without)) / (double)(channels - left));
            }
        }

        return costs.ToImmutable();
    }
}
