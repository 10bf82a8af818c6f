using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>One ranking over the whole network: the channels with the highest scores are kept, wherever they are.</summary>
/// <remarks>
/// The customary way of pruning, which the authors of the method set themselves apart from (issue #1 of the release). A block keeps
/// its best channel whatever its score, because a block without channels is no network. The ratio is the share of kept channels in
/// the planes of all blocks. Determinism: ties go to the earlier block, the finer scale, the lower channel.
/// </remarks>
public sealed class GlobalPolicy : IAllocationPolicy
{
    private GlobalPolicy()
    {
    }

    /// <summary>The policy; it has no state.</summary>
    public static GlobalPolicy Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "global";

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost)
    {
        ArgumentNullException.ThrowIfNull(scores);
        scores.RequireOf(seed);
        var ranking = Rank(scores);
        double planes = seed.Stages.Sum(stage => (long)stage.Planes * stage.Blocks.Length);
        var blocks = scores.Blocks.Length;
        return new StructureLadder(
            [.. Enumerable.Range(blocks, ranking.Length - blocks + 1).Select(count => count / planes)],
            ratio => Top(seed, ranking, (int)Math.Clamp(Math.Floor((ratio * planes) + KeptChannels.Rounding), blocks, ranking.Length)));
    }

    // The best of every block first, then all others by score.
    private static (int Block, int Scale)[] Rank(ChannelScores scores)
    {
        var ofBlocks = scores.Blocks.Select((scales, block) => scales
            .SelectMany((channels, scale) => channels.Select(score => (Score: score, Block: block, Scale: scale)))
            .OrderByDescending(entry => entry.Score) // stable: ties stay by scale, then by channel
            .ToList()).ToList();
        return
        [
            .. ofBlocks.Select(entries => entries[0])
                .Concat(ofBlocks.SelectMany(entries => entries.Skip(1)).OrderByDescending(entry => entry.Score))
                .Select(entry => (entry.Block, entry.Scale)),
        ];
    }

    private static ScaleNetSpec Top(ScaleNetSpec seed, (int Block, int Scale)[] ranking, int count)
    {
        var kept = seed.Blocks.Select(block => new int[block.Length]).ToArray();
        foreach (var (block, scale) in ranking.AsSpan(0, count))
        {
            kept[block][scale]++;
        }

        return KeptChannels.Replace(seed, (_, _, place) => [.. kept[place]]);
    }
}
