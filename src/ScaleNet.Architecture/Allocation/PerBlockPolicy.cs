using System.Collections.Immutable;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The paper's policy: inside each block rank the channels of all scales by score and keep the top k.</summary>
/// <remarks>
/// Source: "Algorithm 1" as told in issue #1 of the release: ranked block by block, never across blocks; how many of the kept
/// channels fall in each scale is the new structure. Determinism: ties go to the finer scale, then to the lower channel.
/// </remarks>
public sealed class PerBlockPolicy : IAllocationPolicy
{
    private PerBlockPolicy()
    {
    }

    /// <summary>The policy; it has no state.</summary>
    public static PerBlockPolicy Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "per-block";

    /// <inheritdoc/>
    public ScaleNetSpec Allocate(ScaleNetSpec seed, ChannelScores? scores, double ratio)
    {
        ArgumentNullException.ThrowIfNull(scores);
        RequireShape(seed, scores);
        return KeptChannels.Replace(seed, (stage, block, place) =>
            Top(scores.Blocks[place], KeptChannels.Of(stage, block, ratio)));
    }

    private static ImmutableArray<int> Top(ImmutableArray<ImmutableArray<float>> scores, int count)
    {
        var kept = new int[scores.Length];
        var ranked = scores
            .SelectMany((channels, scale) => channels.Select((score, channel) => (Score: score, Scale: scale, Channel: channel)))
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Scale).ThenBy(entry => entry.Channel);
        foreach (var entry in ranked.Take(count))
        {
            kept[entry.Scale]++;
        }

        return [.. kept];
    }

    private static void RequireShape(ScaleNetSpec seed, ChannelScores scores)
    {
        var sameBlocks = seed.Blocks.Count() == scores.Blocks.Length && seed.Blocks.Zip(scores.Blocks).All(block =>
            block.First.SequenceEqual(block.Second.Select(channels => channels.Length)));
        if (!sameBlocks)
        {
            throw new SpecException($"{seed.Name}: the scores are not this seed's: their blocks, scales or channels differ.");
        }
    }
}
